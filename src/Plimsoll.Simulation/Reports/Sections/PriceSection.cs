using Plimsoll.Engine.Marking;
using Plimsoll.Simulation.Markets;
using Plimsoll.Simulation.Replay;
using Plimsoll.Simulation.Reports.Charts;

namespace Plimsoll.Simulation.Reports.Sections;

/// <summary>The index against each venue's price, when which source did not count, and the protective windows.</summary>
internal static class PriceSection
{
    private const double RowHeight = 17;

    private static readonly (SourceState State, string Style, string Words)[] Reasons =
    [
        (SourceState.Frozen, "frozen", "frozen: prints without moving"),
        (SourceState.Deviating, "deviating", "deviating: too far from the others"),
        (SourceState.Stale, "stale", "stale: no print"),
        (SourceState.Returning, "returning", "returning: good again, not for long enough"),
        (SourceState.NotPositive, "broken", "not positive"),
        (SourceState.Crossed, "broken", "crossed"),
    ];

    public static void Write(Html page, ReplayResult result)
    {
        var main = result.Map.Main;
        page.Section(
            "prices",
            $"{main.Coin}: the index and its sources",
            "The index in ink, each venue's prints in colour, in US dollars. Below, a line per source: coloured while it did not count, and why."
        );
        var (first, last) = (result.Trace.TicksMs[0], result.Trace.TicksMs[^1]);
        Panel(page, result, main, first, last, 320);
        var (from, to) = Moments.OfDispute(result, main);
        page.Element("h3", $"Where the venues disagreed most: {Html.Time(from)} to {Html.Time(to, "HH:mm")} UTC");
        Panel(page, result, main, from, to, 300);
        Distance(page, result, main, from, to);
        foreach (var coin in result.Map.Underlyings.Where(one => one.IsStablecoin))
        {
            var range = LineChart.Range([IndexLine(result, coin)], first, last);
            if (range.High / range.Low > 1.01)
            {
                page.Element("h3", $"{coin.Coin}, which prices of the above are converted by");
                Panel(page, result, coin, first, last, 240);
            }
        }

        page.End();
    }

    private static void Panel(Html page, ReplayResult result, Underlying underlying, long from, long to, double height)
    {
        var lines = PrintLines(result, underlying);
        lines.Add(IndexLine(result, underlying));
        LineChart.Legend(
            page,
            lines.AsEnumerable().Reverse().Select(line => (line.Name, line.Style)).Append(("protective window", "window"))
        );
        page.Raw("<figure class=\"chart\">");
        var plot = LineChart.Open(
            page,
            $"{underlying.Coin} index and prints",
            height,
            from,
            to,
            LineChart.Range(lines, from, to),
            Html.Price
        );
        foreach (var window in result.Trace.Windows.Where(window => window.Underlying == underlying.Number))
        {
            plot.Shade(
                page,
                window.FromMs,
                window.ToMs,
                "window",
                $"Protective window {Html.Time(window.FromMs)} to {Html.Time(window.ToMs, "HH:mm:ss")}: {window.Outcome?.ToString() ?? "open"}"
            );
        }

        LineChart.Close(page, plot, lines, underlying.Decimals);
        Strips(page, result, underlying, from, to);
        page.Raw("</figure>");
    }

    private static void Distance(Html page, ReplayResult result, Underlying underlying, long from, long to)
    {
        var index = result.Trace.Index[underlying.Number];
        var lines = PrintLines(result, underlying)
            .ConvertAll(line => line with { Values = [.. line.Values.Select((value, i) => ((value / index[i]) - 1) * 100)] });
        page.Raw("<figure class=\"chart\">");
        page.Element("figcaption", "Distance of each venue from the index, per cent");
        var plot = LineChart.Open(
            page,
            "distance from the index",
            190,
            from,
            to,
            LineChart.Range(lines, from, to),
            value => $"{value:0.#} %"
        );
        LineChart.Close(page, plot, lines, 2);
        page.Raw("</figure>");
    }

    private static Line IndexLine(ReplayResult result, Underlying underlying) =>
        new("index", "index", result.Trace.TicksMs, result.Trace.Index[underlying.Number]);

    private static List<Line> PrintLines(ReplayResult result, Underlying underlying) =>
        [
            .. underlying.Feeds.Select(
                (feed, i) =>
                    new Line(
                        feed.Market.Name + (feed.Source < 0 ? " (not a source)" : ""),
                        $"s{(i % 10) + 1}",
                        result.Trace.TicksMs,
                        result.Trace.Prints[feed.Series]
                    )
            ),
        ];

    private static void Strips(Html page, ReplayResult result, Underlying underlying, long from, long to)
    {
        var sources = underlying.Feeds.Where(feed => feed.Source >= 0).OrderBy(feed => feed.Source).ToList();
        var drops = result.Trace.Drops.Where(drop => drop.Underlying == underlying.Number && drop.ToMs > from && drop.FromMs < to).ToList();
        var plot = new TimePlot((sources.Count * RowHeight) + 30, from, to, 0, 1);
        page.Raw(
            $"<svg class=\"plot strips\" viewBox=\"0 0 {TimePlot.Width} {Html.At((sources.Count * RowHeight) + 6)}\" role=\"img\" aria-label=\"sources that did not count\">"
        );
        foreach (var feed in sources)
        {
            var y = (feed.Source * RowHeight) + 2;
            page.Raw(
                $"<rect class=\"live\" x=\"{TimePlot.PlotLeft}\" y=\"{Html.At(y + 5)}\" width=\"{Html.At(TimePlot.PlotRight - TimePlot.PlotLeft)}\" height=\"2\"/>"
            );
            foreach (var (start, end, state) in Merged(drops.Where(drop => drop.Source == feed.Source), from, to))
            {
                var (style, words) = ReasonOf(state);
                var width = Math.Max(1, plot.X(end) - plot.X(start));
                page.Raw(
                        $"<rect class=\"{style}\" x=\"{Html.At(plot.X(start))}\" y=\"{Html.At(y)}\" width=\"{Html.At(width)}\" height=\"12\"><title>"
                    )
                    .Text($"{feed.Market.Name}, {Html.Time(start)} to {Html.Time(end)}: {words}")
                    .Raw("</title></rect>");
            }

            page.Raw($"<text class=\"axis name\" x=\"{TimePlot.PlotLeft - 8}\" y=\"{Html.At(y + 9.5)}\" text-anchor=\"end\">")
                .Text(feed.Market.Name)
                .Raw("</text>");
        }

        page.Raw("</svg>");
        LineChart.Legend(
            page,
            Reasons.Where(reason => drops.Exists(drop => drop.State == reason.State)).Select(reason => (reason.Words, reason.Style))
        );
    }

    private static (string Style, string Words) ReasonOf(SourceState state)
    {
        var found = Array.Find(Reasons, reason => reason.State == state);
        return (found.Style ?? "stale", found.Words ?? state.ToString());
    }

    /// <summary>Spans closer than half a pixel become one, so that a source that comes and goes does not fill the page.</summary>
    private static IEnumerable<(long FromMs, long ToMs, SourceState State)> Merged(IEnumerable<SourceDrop> drops, long from, long to)
    {
        var near = (to - from) / 2_000;
        (long FromMs, long ToMs, SourceState State)? open = null;
        foreach (var drop in drops.OrderBy(drop => drop.FromMs))
        {
            var (start, end) = (Math.Max(from, drop.FromMs), Math.Min(to, drop.ToMs));
            if (open is { } before && before.State == drop.State && start - before.ToMs <= near)
            {
                open = (before.FromMs, end, before.State);
                continue;
            }

            if (open is { } done)
            {
                yield return done;
            }

            open = (start, end, drop.State);
        }

        if (open is { } last)
        {
            yield return last;
        }
    }
}
