using Plimsoll.Simulation.Backtests;

namespace Plimsoll.Simulation.Reports.Backtests;

/// <summary>The title, and what was tested.</summary>
internal static class BacktestHeadline
{
    public static void Write(Html page, BacktestResult result)
    {
        var (first, last) = (result.Books.Min(book => book.TimesMs[0]), result.Books.Max(book => book.TimesMs[^1]));
        var settings = result.Request.Settings;
        page.Raw(
            "<header><div class=\"mark\" aria-hidden=\"true\"><svg viewBox=\"0 0 40 40\"><circle cx=\"20\" cy=\"20\" r=\"13\"/><line x1=\"2\" x2=\"38\" y1=\"20\" y2=\"20\"/></svg></div><div>"
        );
        page.Element("p.over", "Plimsoll back-test")
            .Element("h1", $"Margin against losses, {Html.Time(first, "MMM yyyy")} to {Html.Time(last, "MMM yyyy")}");
        page.Element(
            "p.sub",
            $"{Html.Many(result.Request.Models.Count, "model")} on {Html.Many(result.Books.Count, "book")}; margin at {Html.Percent(settings.Level, "0.##")} "
                + $"over one {BacktestWords.Period(result.Request)}, made of the {Html.Count(settings.Window)} moves before it and nothing later."
        );
        page.Raw("</div></header>");
        if (result.IsInterrupted)
        {
            page.Element("p.warn", "The test was stopped before its end; the page shows the books that were done.");
        }
    }
}
