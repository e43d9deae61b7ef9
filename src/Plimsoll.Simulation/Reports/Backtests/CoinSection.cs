using Plimsoll.Simulation.Backtests;
using Plimsoll.Simulation.Reports.Charts;

namespace Plimsoll.Simulation.Reports.Backtests;

/// <summary>Every book under every model: how many exceptions, and the verdict as a colour.</summary>
internal static class CoinSection
{
    public static void Write(Html page, BacktestResult result)
    {
        page.Section(
            "books",
            "Every book",
            "The number is how many losses exceeded the margin, next to it how many its level lets; the colour is the verdict."
        );
        LineChart.Legend(page, BacktestWords.Verdicts.Select(each => (each.Words, each.Style)));
        page.Raw("<div class=\"pair\">");
        foreach (var kind in result.Books.GroupBy(book => book.Kind))
        {
            page.Raw("<div class=\"scroll\">")
                .Element("h3", BookGroup.NameOf(kind.Key))
                .Raw("<table class=\"matrix\"><thead><tr><th></th><th class=\"num\">lets</th>");
            foreach (var model in result.Request.Models)
            {
                page.Element("th.model", model.Name);
            }

            page.Raw("</tr></thead><tbody>");
            foreach (var book in kind)
            {
                Row(page, book, result.Request.Models);
            }

            page.Raw("</tbody></table></div>");
        }

        page.Raw("</div>").End();
    }

    private static void Row(Html page, BookBacktest book, IReadOnlyList<BacktestModelKind> models)
    {
        page.Raw("<tr>").Element("td", book.Name).Element("td.num", Html.Count((long)Math.Round(book.Models[0].Figures.Expected)));
        foreach (var model in models)
        {
            if (book.Models.FirstOrDefault(each => each.Model == model) is not { } test)
            {
                page.Raw("<td class=\"cell none\" title=\"").Text($"{model.Name} cannot margin {book.Name}").Raw("\"></td>");
                continue;
            }

            var figures = test.Figures;
            page.Raw($"<td class=\"cell {BacktestWords.StyleOf(figures.Verdict)}\" title=\"")
                .Text(
                    $"{book.Name}, {test.Model.Name}: {BacktestWords.WordsOf(figures.Verdict)}; {Html.Count(figures.Exceptions)} of {Html.Count(figures.Periods)}, mean margin {Html.Percent(figures.MeanMargin)}"
                )
                .Raw("\">")
                .Text(Html.Count(figures.Exceptions))
                .Raw("</td>");
        }

        page.Raw("</tr>");
    }
}
