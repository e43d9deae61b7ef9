using Plimsoll.Simulation.Backtests;
using Plimsoll.Simulation.Reports.Charts;

namespace Plimsoll.Simulation.Reports.Backtests;

/// <summary>One book through the years: losses, the margins that stood against them, and when they did not suffice.</summary>
internal static class BookSection
{
    private const double RowHeight = 20;
    private const double ChartHeight = 320;
    private const int BarsMost = 1_000;
    private static readonly string[] Drawn = ["fixed", "span", "historical", "ewma", "student", "buffered"];

    public static void Write(Html page, BookBacktest book, BacktestRequest request)
    {
        page.Section(book.Kind.ToString(), Title(book), Lead(book));
        Margins(page, book);
        page.Element(
            "figcaption",
            "When the loss was larger than the margin. A higher mark is a larger loss beyond it, in proportion to the margin."
        );
        Exceptions(page, book);
        Table(page, book, request);
        page.End();
    }

    private static string Title(BookBacktest book) => char.ToUpperInvariant(book.Name[0]) + book.Name[1..];

    private static string Lead(BookBacktest book) =>
        book.Kind switch
        {
            BookKind.Hedged => "Held anew every period: the hedge is sized by how both moved together before.",
            BookKind.ShortVolatility =>
                "Sold anew every period at the money with 30 days to go, valued by Black-76. No option prices of these years are used: implied volatility is stood in for by the EWMA forecast, "
                    + "which lacks the premium of real option prices and rises only after the price has moved.",
            _ => "The plainest account there is.",
        };

    private static void Margins(Html page, BookBacktest book)
    {
        var shown = book.Models.Where(test => test.Model.IsListed || Drawn.Contains(test.Model.Name, StringComparer.Ordinal)).ToList();
        shown = shown.Count > 0 ? shown : [.. book.Models];
        var lines = shown.ConvertAll(test => new Line(
            test.Model.Name,
            BacktestWords.StyleOf(test.Model),
            book.TimesMs,
            [.. test.Margins.Select(margin => margin * 100)]
        ));
        var high = Math.Max(lines.Max(line => line.Values.Max()), book.Losses.Max() * 100);
        page.Raw("<figure class=\"chart\">").Element("figcaption", "Margins and losses, % of notional");
        LineChart.Legend(page, lines.Select(line => (line.Name, line.Style)).Append(("loss", "loss")));
        var plot = LineChart.Open(
            page,
            $"margins and losses of {book.Name}, in % of notional",
            ChartHeight,
            book.TimesMs[0],
            book.TimesMs[^1],
            (0, high),
            value => $"{value:0.##} %"
        );
        var perBar = Math.Max(1, book.Losses.Length / BarsMost);
        for (var i = 0; i < book.Losses.Length; i += perBar)
        {
            var worst = book.Losses.AsSpan(i, Math.Min(perBar, book.Losses.Length - i)).ToArray().Max() * 100;
            if (worst > 0)
            {
                Bar(page, "loss", plot.X(book.TimesMs[i]), plot.Y(worst), plot.PlotBottom - plot.Y(worst), 1.1, "");
            }
        }

        LineChart.Close(page, plot, lines, 2);
        page.Raw("</figure>");
    }

    private static void Exceptions(Html page, BookBacktest book)
    {
        var height = (book.Models.Count * RowHeight) + 36;
        var plot = new TimePlot(height, book.TimesMs[0], book.TimesMs[^1], 0, 1);
        page.Raw(
            $"<figure class=\"chart\"><svg class=\"plot\" viewBox=\"0 0 {TimePlot.Width} {Html.At(height)}\" role=\"img\" aria-label=\"exceptions of each model over time\">"
        );
        for (var row = 0; row < book.Models.Count; row++)
        {
            var (test, bottom) = (book.Models[row], 10 + ((row + 1) * RowHeight) - 3);
            page.Raw($"<text class=\"axis\" x=\"{TimePlot.PlotLeft - 8}\" y=\"{Html.At(bottom - 5)}\" text-anchor=\"end\">")
                .Text(test.Model.Name)
                .Raw("</text>");
            Bar(page, "nohit", TimePlot.PlotLeft, bottom, 1, TimePlot.PlotRight - TimePlot.PlotLeft, "");
            for (var i = 0; i < book.Losses.Length; i++)
            {
                var (loss, margin) = (book.Losses[i], test.Margins[i]);
                if (loss <= margin)
                {
                    continue;
                }

                var size = Math.Clamp(margin > 0 ? (loss / margin) - 1 : 1, 0.12, 1) * (RowHeight - 4);
                var tip =
                    $"{Html.Time(book.TimesMs[i], "d MMM yyyy")}, {test.Model.Name}: lost {Html.Percent(loss)}, margin {Html.Percent(margin)}";
                Bar(page, "hit", plot.X(book.TimesMs[i]) - 1, bottom - size, size, 2, tip);
            }
        }

        plot.DrawTimes(page);
        page.Raw("</svg></figure>");
    }

    private static void Bar(Html page, string style, double x, double y, double height, double width, string tip)
    {
        page.Raw($"<rect class=\"{style}\" x=\"{Html.At(x)}\" y=\"{Html.At(y)}\" width=\"{Html.At(width)}\" height=\"{Html.At(height)}\"");
        _ = tip.Length == 0 ? page.Raw("/>") : page.Raw("><title>").Text(tip).Raw("</title></rect>");
    }

    private static void Table(Html page, BookBacktest book, BacktestRequest request)
    {
        var first = book.Models[0].Figures;
        page.Raw("<div class=\"scroll\"><table class=\"models\"><thead><tr><th>model</th>");
        foreach (
            var name in (string[])
                [
                    $"exceptions of {Html.Count(first.Periods)}",
                    "covered",
                    "Kupiec p",
                    "clusters p",
                    "both p",
                    "most in 250",
                    "worst zone",
                    "mean margin",
                    "worst ÷ margin",
                ]
        )
        {
            page.Element("th.num", name);
        }

        page.Raw("<th>verdict</th></tr></thead><tbody>");
        foreach (var test in book.Models)
        {
            var figures = test.Figures;
            page.Raw("<tr>")
                .Element("td", test.Model.Name)
                .Element("td.num", Html.Count(figures.Exceptions))
                .Element("td.num", Html.Percent(figures.Coverage, "0.00"))
                .Element("td.num", BacktestWords.Chance(figures.KupiecPValue))
                .Element("td.num", BacktestWords.Chance(figures.IndependencePValue))
                .Element("td.num", BacktestWords.Chance(figures.JointPValue))
                .Element("td.num", Html.Count(figures.ExceptionsWorst))
                .Element("td.num", figures.WorstZone.ToString().ToLowerInvariant())
                .Element("td.num", Html.Percent(figures.MeanMargin))
                .Element("td.num", figures.WorstMultiple.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture))
                .Raw($"<td><i class=\"key {BacktestWords.StyleOf(figures.Verdict)}\"></i>")
                .Text(BacktestWords.WordsOf(figures.Verdict))
                .Raw("</td></tr>");
        }

        page.Raw("</tbody></table></div>");
        page.Element(
            "p.note",
            $"A model that keeps its level of {Html.Percent(request.Settings.Level, "0.##")} has about {Html.Count((long)Math.Round(first.Expected))} exceptions here. p: how probable so much of it would be if the model were right; below 5\u2009% it is rejected."
        );
    }
}
