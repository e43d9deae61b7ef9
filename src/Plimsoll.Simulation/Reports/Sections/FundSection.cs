using Plimsoll.Simulation.Replay;
using Plimsoll.Simulation.Reports.Charts;

namespace Plimsoll.Simulation.Reports.Sections;

/// <summary>The insurance fund over time, beside what it would have been under single-venue marks.</summary>
internal static class FundSection
{
    public static void Write(Html page, ReportInput input)
    {
        page.Section(
            "fund",
            "Insurance fund",
            "Net liquidation value in US dollars: its money, and the positions it took over at the mark."
        );
        var lines = new List<Line>();
        foreach (var run in input.Comparisons)
        {
            lines.Add(LineOf(run, $"{run.Request.Mark.Name} alone", StyleOf(run)));
        }

        lines.Add(LineOf(input.Main, input.Main.Request.Mark.IsMedian ? "the rule" : input.Main.Request.Mark.Name, "index"));
        var (first, last) = (input.Main.Trace.TicksMs[0], input.Main.Trace.TicksMs[^1]);
        LineChart.Legend(page, lines.AsEnumerable().Reverse().Select(line => (line.Name, line.Style)));
        page.Raw("<figure class=\"chart\">");
        var range = LineChart.Range(lines, first, last);
        var plot = LineChart.Open(page, "insurance fund", 230, first, last, (Math.Min(0, range.Low), range.High), Html.Short);
        LineChart.Close(page, plot, lines, 0);
        page.Raw("</figure>").End();
    }

    /// <summary>The colour that the believed market has in the price charts.</summary>
    private static string StyleOf(ReplayResult run)
    {
        var place = run.Map.Main.Feeds.TakeWhile(feed => feed.Source < 0).Count();
        return $"s{(place % 10) + 1}";
    }

    private static Line LineOf(ReplayResult run, string name, string style) =>
        new(name, style, [.. run.Trace.Minutes.Select(minute => minute.AtMs)], [.. run.Trace.Minutes.Select(minute => minute.FundValue)]);
}
