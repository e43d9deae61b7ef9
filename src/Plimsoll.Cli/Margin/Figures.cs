using System.Globalization;
using Plimsoll.Formats.Answers;

namespace Plimsoll.Cli.Margin;

/// <summary>Numbers for people: figures that stand below each other have the same digits behind the point.</summary>
internal static class Figures
{
    private const int MostDecimals = 8;

    /// <summary>An amount of money alone.</summary>
    public static string Money(decimal amount, string unit) => Fixed(amount, MoneyDecimals(unit, [amount]));

    /// <summary>Amounts of money that stand together.</summary>
    /// <param name="values">Numbers, or why there are none.</param>
    public static string[] Money(IEnumerable<AnswerValue?> values)
    {
        var all = values.ToArray();
        var decimals = all.OfType<AnswerNumber>()
            .GroupBy(number => number.Unit, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group => MoneyDecimals(group.Key, group.Select(number => number.Value)),
                StringComparer.Ordinal
            );
        return [.. all.Select(value => value is AnswerNumber number ? Fixed(number.Value, decimals[number.Unit]) : Text(value))];
    }

    /// <summary>Digits behind the point of amounts: two of a currency; of a coin as many as they have, up to eight.</summary>
    public static int MoneyDecimals(string unit, IEnumerable<decimal> amounts)
    {
        var all = amounts.ToArray();
        var most = IsCurrency(unit) && all.All(amount => amount == 0 || Math.Abs(amount) >= 0.005m) ? 2 : MostDecimals;
        return Math.Max(2, all.Select(amount => DecimalsOf(amount, most)).DefaultIfEmpty(2).Max());
    }

    /// <summary>A price, and what is compared with it, in the digits that the mark has or its height asks for.</summary>
    public static string Price(decimal price, decimal mark) => Fixed(price, PriceDecimals(mark));

    /// <summary>A price or why there is none.</summary>
    public static string Price(AnswerValue? price, decimal mark) => price is AnswerNumber number ? Price(number.Value, mark) : Text(price);

    private static int PriceDecimals(decimal mark)
    {
        var wanted = Math.Abs(mark) switch
        {
            >= 1000 => 2,
            >= 1 => 4,
            >= 0.01m => 6,
            _ => MostDecimals,
        };
        return Math.Max(wanted, DecimalsOf(mark, MostDecimals));
    }

    /// <summary>Numbers that stand below each other, each with all digits that any of them has.</summary>
    public static string[] Plain(IEnumerable<decimal> numbers)
    {
        var all = numbers.ToArray();
        var decimals = all.Select(number => DecimalsOf(number, MostDecimals)).DefaultIfEmpty().Max();
        return [.. all.Select(number => Fixed(number, decimals))];
    }

    /// <summary>A number with the digits that it has.</summary>
    public static string Plain(decimal number) => number.ToString("#,0.############", CultureInfo.InvariantCulture);

    /// <summary>How often the equity is held.</summary>
    public static string Leverage(AnswerValue? value) =>
        value is AnswerNumber number ? number.Value.ToString("#,0.00", CultureInfo.InvariantCulture) + "x" : Text(value);

    /// <summary>Amounts with separators and as many digits as mean something, where nothing else is known of them.</summary>
    public static string Text(decimal value) =>
        Math.Abs(value) switch
        {
            >= 1000 => value.ToString("#,0.00", CultureInfo.InvariantCulture),
            >= 1 => value.ToString("#,0.00##", CultureInfo.InvariantCulture),
            _ => value.ToString("0.########", CultureInfo.InvariantCulture),
        };

    /// <summary>A number in five digits, and no more than eight behind the point.</summary>
    public static string Significant(AnswerValue? value) => value is AnswerNumber number ? Significant(number.Value) : Text(value);

    /// <summary>A number in five digits, and no more than eight behind the point.</summary>
    public static string Significant(decimal number)
    {
        const int Digits = 5;
        var decimals = Digits;
        for (var size = Math.Abs(number); size >= 1 && decimals > 0; size /= 10)
        {
            decimals--;
        }

        for (var size = Math.Abs(number); size is > 0 and < 0.1m && decimals < MostDecimals; size *= 10)
        {
            decimals++;
        }

        return number == 0 ? "0" : Fixed(number, decimals);
    }

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
    public static string Percent(decimal share) => share.ToString("#,0.00 %", CultureInfo.InvariantCulture);

    /// <summary>A share in percent, or why there is none.</summary>
    public static string Percent(AnswerValue? share) => share is AnswerNumber number ? Percent(number.Value) : Text(share);

    /// <summary>A rate in percent with all its digits, as tables of venues state it.</summary>
    public static string Rate(decimal rate) => rate.ToString("#,0.00###### %", CultureInfo.InvariantCulture);

    /// <summary>A distance in percent, with its sign.</summary>
    public static string Distance(decimal share) => share.ToString("+#,0.00 %;-#,0.00 %;0.00 %", CultureInfo.InvariantCulture);

    /// <summary>A word of the API as people write it.</summary>
    public static string Words(string name) =>
        name.Replace('_', ' ')
            .Replace("pnl", "P&L", StringComparison.Ordinal)
            .Replace("is liquidated", "liquidated", StringComparison.Ordinal);

    private static bool IsCurrency(string unit) =>
        unit.StartsWith("USD", StringComparison.Ordinal) || unit is "DAI" or "EUR" or "GBP" or "FDUSD" or "BFUSD";

    /// <summary>A number with so many digits behind the point, and no sign when that leaves nothing of it.</summary>
    public static string Fixed(decimal value, int decimals) =>
        decimal.Round(value, decimals, MidpointRounding.AwayFromZero) is var rounded && rounded == 0
            ? 0m.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
            : rounded.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static int DecimalsOf(decimal value, int most)
    {
        for (var decimals = 0; decimals < most; decimals++)
        {
            if (decimal.Round(value, decimals) == decimal.Round(value, most))
            {
                return decimals;
            }
        }

        return most;
    }
}
