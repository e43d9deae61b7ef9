using Plimsoll.Simulation.Backtests;
using Plimsoll.Simulation.Reports.Charts;

namespace Plimsoll.Simulation.Reports.Backtests;

/// <summary>Which models hold and which fail, over all books of a kind.</summary>
internal static class VerdictSection
{
    private const long DayMs = 86_400_000;

    public static void Write(Html page, BacktestResult result)
    {
        page.Section(
            "verdicts",
            "Which models hold",
            "Each book is judged at 95\u2009% confidence: first by how often its loss exceeded the margin (Kupiec), then by whether such days follow each other (Christoffersen)."
        );
        LineChart.Legend(page, BacktestWords.Verdicts.Select(each => (each.Words, each.Style)));
        page.Raw("<div class=\"scroll\"><table class=\"models\"><thead><tr><th>model</th><th>books</th>");
        var rise = $"rise in 5 {(result.Request.Prices.StepMs >= DayMs ? "days" : "bars")}";
        foreach (var name in (string[])["covered", "with a red stretch", "mean margin", "worst loss beyond", "peak ÷ trough", rise])
        {
            page.Element("th.num", name);
        }

        page.Raw("</tr></thead><tbody>");
        foreach (var kind in BookGroup.Of(result).GroupBy(group => group.Kind))
        {
            page.Raw("<tr class=\"group\"><th colspan=\"8\">")
                .Text($"{BookGroup.NameOf(kind.Key)}, {Html.Many(kind.Max(group => group.Tests.Count), "book")}")
                .Raw("</th></tr>");
            foreach (var group in kind)
            {
                Row(page, group);
            }
        }

        page.Raw("</tbody></table></div>");
        page.Element(
            "p.note",
            "Margins and losses in % of notional. Peak ÷ trough, a quotient, and the largest rise over five periods, in % of the margin before it, are medians over books: how much cash the same position needs at its dearest, and how suddenly. "
                + "A red stretch is 250 periods in a row with more exceptions than a right model has once in ten thousand times (Basel's traffic light)."
        );
        Words(page, result);
        page.End();
    }

    private static void Row(Html page, BookGroup group)
    {
        page.Raw("<tr><td title=\"")
            .Text(group.Model.Words)
            .Raw("\">")
            .Text(group.Model.Name)
            .Raw("</td><td class=\"bars\"><div class=\"verdicts\">");
        foreach (var (verdict, style, words) in BacktestWords.Verdicts)
        {
            var count = group.Count(verdict);
            if (count > 0)
            {
                page.Raw($"<i class=\"{style}\" style=\"flex:{count}\" title=\"")
                    .Text($"{Html.Many(count, "book")}: {words}")
                    .Raw("\"></i>");
            }
        }

        page.Raw("</div></td>")
            .Element("td.num", Html.Percent(group.Coverage, "0.00"))
            .Element(group.Red == 0 ? "td.num.none" : "td.num", group.Red == 0 ? "–" : Html.Count(group.Red))
            .Element("td.num", Html.Percent(group.MeanMargin))
            .Element("td.num", Html.Percent(group.WorstExcess))
            .Element("td.num", group.PeakToTrough.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture))
            .Element("td.num", Html.Percent(group.LargestRise, "0"))
            .Raw("</tr>");
    }

    private static void Words(Html page, BacktestResult result)
    {
        page.Raw("<ul class=\"words\">");
        foreach (var kind in BookGroup.Of(result).GroupBy(group => group.Kind))
        {
            page.Raw("<li><b>").Text(BookGroup.NameOf(kind.Key)).Raw("</b> ");
            page.Text(
                    string.Join(
                        " ",
                        [
                            Sentence(
                                "Too low on most books",
                                kind.Where(group => group.Count(BacktestVerdict.TooLow) * 2 > group.Tests.Count)
                            ),
                            Sentence(
                                "Higher than its level on most",
                                kind.Where(group => group.Count(BacktestVerdict.TooHigh) * 2 > group.Tests.Count)
                            ),
                            Sentence(
                                "Too late, in clusters, on a third or more",
                                kind.Where(group => group.Count(BacktestVerdict.Clusters) * 3 >= group.Tests.Count)
                            ),
                            Sentence(
                                "Holds on two thirds or more",
                                kind.Where(group => group.Count(BacktestVerdict.Holds) * 3 >= group.Tests.Count * 2)
                            ),
                        ]
                    )
                )
                .Raw("</li>");
        }

        page.Raw("</ul>");
    }

    private static string Sentence(string what, IEnumerable<BookGroup> groups)
    {
        var names = groups.Select(group => group.Model.Name).ToList();
        return names.Count == 0 ? "" : $"{what}: {string.Join(", ", names)}.";
    }
}
