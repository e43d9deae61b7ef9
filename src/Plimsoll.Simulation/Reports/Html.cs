using System.Globalization;
using System.Net;
using System.Text;

namespace Plimsoll.Simulation.Reports;

/// <summary>Builds a page: markup as it is, text encoded, numbers with their unit.</summary>
internal sealed class Html
{
    private readonly StringBuilder _page = new();

    public Html Raw(string markup)
    {
        _page.Append(markup);
        return this;
    }

    public Html Text(string text) => Raw(WebUtility.HtmlEncode(text));

    /// <summary>An element with text in it; <paramref name="name"/> may carry a class: <c>td.num</c>.</summary>
    public Html Element(string name, string text)
    {
        var parts = name.Split('.', 2);
        Raw(parts.Length == 2 ? $"<{parts[0]} class=\"{parts[1].Replace('.', ' ')}\">" : $"<{parts[0]}>");
        return Text(text).Raw($"</{parts[0]}>");
    }

    public Html Section(string id, string title, string lead)
    {
        Raw($"<section id=\"{id}\">").Element("h2", title);
        return lead.Length > 0 ? Element("p.lead", lead) : this;
    }

    public Html End() => Raw("</section>\n");

    public override string ToString() => _page.ToString();

    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count with its noun: 1 trader, 2 traders.</summary>
    public static string Many(long number, string noun) => $"{Count(number)} {noun}{(number == 1 ? "" : "s")}";

    /// <summary>What there is of some kinds, in words; <paramref name="none"/> when there is nothing.</summary>
    public static string Several(string none, params ReadOnlySpan<(long Number, string Words)> parts)
    {
        var words = new List<string>();
        foreach (var (number, word) in parts)
        {
            if (number != 0)
            {
                words.Add($"{Count(number)} {word}");
            }
        }

        return words.Count == 0 ? none : string.Join(", ", words);
    }

    /// <summary>Dollars to the cent.</summary>
    public static string Dollars(decimal amount) => Minus(amount.ToString("N2", CultureInfo.InvariantCulture));

    /// <summary>Dollars in three significant digits: 12.3 M.</summary>
    public static string Short(double dollars)
    {
        var size = Math.Abs(dollars);
        var (divisor, unit) = size switch
        {
            >= 999.5e6 => (1e9, " bn"),
            >= 999.5e3 => (1e6, " M"),
            >= 999.5 => (1e3, " k"),
            _ => (1.0, ""),
        };
        var scaled = dollars / divisor;
        var format = Math.Abs(scaled) switch
        {
            >= 100 => "0",
            >= 10 => "0.0",
            0 => "0",
            _ => "0.00",
        };
        return Minus(scaled.ToString(format, CultureInfo.InvariantCulture)) + unit;
    }

    /// <summary>A price with as many digits as it needs.</summary>
    public static string Price(double price)
    {
        var format = Math.Abs(price) switch
        {
            >= 1000 => "N0",
            >= 100 => "N1",
            >= 10 => "N2",
            >= 1 => "0.000",
            _ => "0.0000",
        };
        return price.ToString(format, CultureInfo.InvariantCulture);
    }

    public static string Percent(double share, string format = "0.0") =>
        Minus((share * 100).ToString(format, CultureInfo.InvariantCulture)) + "\u2009%";

    public static string Time(long milliseconds, string format = "d MMM HH:mm") =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString(format, CultureInfo.InvariantCulture);

    /// <summary>A number for the browser.</summary>
    public static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A coordinate with one decimal.</summary>
    public static string At(double coordinate) => Math.Round(coordinate, 1).ToString(CultureInfo.InvariantCulture);

    private static string Minus(string number) => number.Replace('-', '\u2212');
}
