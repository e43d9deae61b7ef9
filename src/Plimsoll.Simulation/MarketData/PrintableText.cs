using System.Globalization;
using System.Text;

namespace Plimsoll.Simulation.MarketData;

/// <summary>Text from files and arguments, made fit for a terminal: what would move the cursor or change colours is spelled out.</summary>
public static class PrintableText
{
    /// <summary>The same text with control and formatting characters as <c>\u001B</c>; line ends and tabs as <c>\n</c>, <c>\r</c>, <c>\t</c>.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.Any(IsHidden))
        {
            return text;
        }

        var printable = new StringBuilder(text.Length + 16);
        foreach (var sign in text)
        {
            _ = sign switch
            {
                '\n' => printable.Append("\\n"),
                '\r' => printable.Append("\\r"),
                '\t' => printable.Append("\\t"),
                _ when IsHidden(sign) => printable.Append(CultureInfo.InvariantCulture, $"\\u{(int)sign:X4}"),
                _ => printable.Append(sign),
            };
        }

        return printable.ToString();
    }

    private static bool IsHidden(char sign) =>
        char.GetUnicodeCategory(sign)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;
}
