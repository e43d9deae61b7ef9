using System.Globalization;
using Plimsoll.Formats.Answers;
using Plimsoll.Numerics;
using Plimsoll.Simulation.Reports;

namespace Plimsoll.Cli.Margin.Pages;

/// <summary>What the pages of an account are put together from: head, tiles, tables, bars, folds.</summary>
internal static class HtmlParts
{
    private const double Farthest = 1e27;
    private const int LongFigure = 12;

    /// <summary>Opens the page.</summary>
    public static Html Open(string title)
    {
        var page = new Html();
        page.Raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
        page.Raw(
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\">"
        );
        return page.Element("title", title).Raw("<style>").Raw(PageStyle.Css).Raw(AccountStyle.Css).Raw("</style></head><body><main>");
    }

    /// <summary>The name of the page, with what it is of and where it stands.</summary>
    public static void Head(Html page, string over, string title, string sub)
    {
        page.Raw("<header><div>").Element("p.over", over).Element("h1", title);
        if (sub.Length > 0)
        {
            page.Element("p.sub", sub);
        }

        page.Raw("</div></header>");
    }

    /// <summary>Closes the page.</summary>
    public static string Close(Html page) => page.Raw("</main></body></html>\n").ToString();

    /// <summary>A figure on a tile of its own.</summary>
    public static void Tile(Html page, string title, string figure, string unit, string more) =>
        page.Raw("<div class=\"tile\">")
            .Element("h3", title)
            .Element(figure.Length > LongFigure ? "p.figure.long" : "p.figure", figure)
            .Element("p.unit", unit)
            .Element("p.more", more)
            .Raw("</div>");

    /// <summary>A table as the terminal shows it, digit by digit.</summary>
    /// <param name="page">The page.</param>
    /// <param name="table">The table.</param>
    /// <param name="isTitled">Whether its title stands above it.</param>
    /// <param name="style">CSS classes.</param>
    public static void Table(Html page, FigureTable table, bool isTitled = true, string style = "")
    {
        if (isTitled && table.Title.Length > 0)
        {
            page.Element("h3", char.ToUpperInvariant(table.Title[0]) + table.Title[1..]);
        }

        var columns = table.Columns.ToArray();
        page.Raw($"<div class=\"scroll\"><table class=\"{style}\"><thead><tr>");
        foreach (var (title, isText) in columns)
        {
            page.Element(isText ? "th" : "th.num", title);
        }

        page.Raw("</tr></thead><tbody>");
        foreach (var row in table.Rows)
        {
            page.Raw("<tr>");
            for (var column = 0; column < columns.Length; column++)
            {
                // Rows of rules are indented by blanks.
                var deep = column == 0 && row[0].StartsWith("  ", StringComparison.Ordinal);
                page.Element((columns[column].IsText ? "td" : "td.num") + (deep ? ".deep" : ""), row[column].Trim());
            }

            page.Raw("</tr>");
        }

        page.Raw("</tbody></table></div>");
    }

    /// <summary>Lines of small print; nothing for none.</summary>
    public static void Lines(Html page, IEnumerable<string> lines)
    {
        var all = lines.ToArray();
        if (all.Length == 0)
        {
            return;
        }

        page.Raw("<ul class=\"words\">");
        foreach (var line in all)
        {
            page.Element("li", line);
        }

        page.Raw("</ul>");
    }

    /// <summary>Colours and what they mean.</summary>
    public static void Legend(Html page, params ReadOnlySpan<(string Style, string Words)> keys)
    {
        page.Raw("<div class=\"legend\">");
        foreach (var (style, words) in keys)
        {
            page.Raw($"<span><i class=\"key {style}\"></i>").Text(words).Raw("</span>");
        }

        page.Raw("</div>");
    }

    /// <summary>A number for a style: percent of a whole, two digits.</summary>
    public static string Share(decimal part, decimal whole) =>
        (whole == 0 ? 0 : part / whole * 100).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A number of a scenario as a decimal; what is beyond their range is as good as their end, in a picture.</summary>
    public static decimal Decimal(double number) =>
        Math.Abs(number) < Farthest ? RealDecimals.Of(number) : (decimal)(Farthest * Math.Sign(number));

    /// <summary>Why there is no number; empty where there is one.</summary>
    public static string Reason(AnswerValue? value) => value is AnswerNothing nothing ? nothing.Reason : "";
}
