using System.Globalization;
using Plimsoll.Formats.Answers;

namespace Plimsoll.Cli.Margin;

/// <summary>Numbers for people.</summary>
internal static class Figures
{
    /// <summary>Amounts with separators and as many digits as mean something.</summary>
    public static string Text(decimal value) =>
        Math.Abs(value) switch
        {
            >= 1000 => value.ToString("#,0.00", CultureInfo.InvariantCulture),
            >= 1 => value.ToString("#,0.00##", CultureInfo.InvariantCulture),
            _ => value.ToString("0.########", CultureInfo.InvariantCulture),
        };

    /// <summary>Whatever an answer is.</summary>
    public static string Text(AnswerValue? value) =>
        value switch
        {
            AnswerNumber number => Text(number.Value),
            AnswerText text => text.Text switch
            {
                "true" => "yes",
                "false" => "no",
                _ => text.Text,
            },
            AnswerNothing or null => "—",
            AnswerList list => string.Join(", ", list.Items.Select(Text)),
            _ => "",
        };

    /// <summary>A share in percent.</summary>
    public static string Percent(decimal share) => share.ToString("0.00 %", CultureInfo.InvariantCulture);

    /// <summary>A word of the API as people write it.</summary>
    public static string Words(string name) =>
        name.Replace('_', ' ')
            .Replace("pnl", "P&L", StringComparison.Ordinal)
            .Replace("is liquidated", "liquidated", StringComparison.Ordinal);
}
