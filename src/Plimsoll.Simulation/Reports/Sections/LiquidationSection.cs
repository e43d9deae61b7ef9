using Plimsoll.Simulation.Replay;
using Plimsoll.Simulation.Reports.Charts;

namespace Plimsoll.Simulation.Reports.Sections;

/// <summary>Liquidated notional over time by route: all of it, and the worst hour minute by minute.</summary>
internal static class LiquidationSection
{
    private const int BarsMost = 300;
    private static readonly int[] Spans = [1, 2, 5, 10, 15, 20, 30, 60, 120, 240, 720, 1440, 14_400];

    private static readonly (string Name, string Style, Func<RouteMinute, double> Of)[] Routes =
    [
        ("order book", "book", minute => minute.Book),
        ("insurance fund", "fund", minute => minute.Fund),
        ("deleveraging", "adl", minute => minute.Adl),
    ];

    public static void Write(Html page, ReplayResult result)
    {
        page.Section(
            "liquidations",
            "Liquidations by route",
            "Notional closed, in US dollars, by the way it went: sold on the book, taken over by the insurance fund, or closed against winners."
        );
        LineChart.Legend(page, Routes.Select(route => (route.Name, route.Style)));
        var minutes = result.Trace.Minutes;
        if (minutes.Count > 0)
        {
            var perBar = Array.Find(Spans, span => minutes.Count / span <= BarsMost);
            Bars(page, minutes, perBar, 220, perBar == 1 ? "per minute" : $"per {perBar} minutes");
            var (from, to) = Moments.OfLiquidations(result);
            page.Element("h3", $"The worst hour and a half, minute by minute: {Html.Time(from)} to {Html.Time(to, "HH:mm")} UTC");
            Bars(page, [.. minutes.Where(minute => minute.AtMs >= from && minute.AtMs <= to)], 1, 220, "per minute");
        }

        page.End();
    }

    private static void Bars(Html page, List<RouteMinute> minutes, int perBar, double height, string per)
    {
        var bars = minutes.Chunk(perBar).ToList();
        var most = Math.Max(1, bars.Max(bar => bar.Sum(minute => minute.Notional)));
        var end = minutes[^1].AtMs + 60_000;
        page.Raw("<figure class=\"chart\">").Element("figcaption", $"USD notional {per}");
        var plot = new TimePlot(height, minutes[0].AtMs, end, 0, most).Open(page, $"liquidated notional {per}", Html.Short);
        foreach (var bar in bars)
        {
            var x = plot.X(bar[0].AtMs);
            var width = Math.Max(0.8, plot.X(bar[^1].AtMs + 60_000) - x - 0.6);
            var bottom = 0.0;
            foreach (var (name, style, of) in Routes)
            {
                var value = bar.Sum(of);
                if (value <= 0)
                {
                    continue;
                }

                var top = plot.Y(bottom + value);
                page.Raw(
                        $"<rect class=\"{style}\" x=\"{Html.At(x)}\" y=\"{Html.At(top)}\" width=\"{Html.At(width)}\" height=\"{Html.At(Math.Max(0.5, plot.Y(bottom) - top))}\"><title>"
                    )
                    .Text(
                        $"{Html.Time(bar[0].AtMs)}: {Html.Short(value)} USD, {name}; {Html.Many(bar.Sum(minute => minute.Started), "liquidation")} began"
                    )
                    .Raw("</title></rect>");
                bottom += value;
            }
        }

        page.Raw("</svg>");
        Held(page, minutes);
        page.Raw("</figure>");
    }

    private static void Held(Html page, List<RouteMinute> minutes)
    {
        var most = minutes.Max(minute => minute.Held);
        if (most == 0)
        {
            return;
        }

        page.Element(
            "figcaption",
            $"Accounts held at the end of a minute, below their line and waiting for a price to be confirmed: at most {Html.Count(most)}"
        );
        var line = new Line("held", "held", [.. minutes.Select(minute => minute.AtMs)], [.. minutes.Select(minute => (double)minute.Held)]);
        var plot = new TimePlot(84, minutes[0].AtMs, minutes[^1].AtMs + 60_000, 0, most).Open(page, "accounts held", value => $"{value:0}");
        var (left, right) = (Html.At(plot.X(minutes[0].AtMs)), Html.At(plot.X(minutes[^1].AtMs)));
        page.Raw("<path class=\"area\" d=\"")
            .Raw(LineChart.Path(plot, line))
            .Raw($"L{right} {Html.At(plot.PlotBottom)}L{left} {Html.At(plot.PlotBottom)}Z\"/></svg>");
    }
}
