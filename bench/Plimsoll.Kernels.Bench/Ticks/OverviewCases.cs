using Plimsoll.Values;

namespace Plimsoll.Kernels.Bench.Ticks;

/// <summary>What the answers of a dashboard cost beside a tick: in calm, and after a fall of some 15 % that nobody was liquidated in.</summary>
internal static class OverviewCases
{
    private const int Accounts = 100_000;
    private const int Repetitions = 5;
    private static readonly Rate[] Moves = [.. new[] { -20, -10, -5, -2, 2, 5, 10, 20 }.Select(percent => Rate.FromPercent(percent))];
    private static readonly Rate[] Bounds = [.. new[] { 100, 125, 150, 200, 500 }.Select(percent => Rate.FromPercent(percent))];

    public static CaseGroup Create()
    {
        var venue = new TickVenue(Accounts, TickVenue.Lognormal);
        TickCases.Walk(venue, 30);
        var figures = new List<Figure>
        {
            TickCases.Milliseconds("overview.scan", venue.Pair.FullSeconds, TickCases.Middle(venue.Pair.FullSeconds), Figure.Usual),
        };
        Ask("overview.calm", venue, figures);
        venue.Pause();
        foreach (var percent in (ReadOnlySpan<int>)[-2, -3, -5, -6])
        {
            venue.Jump(percent / 100.0);
        }

        venue.Walk();
        Ask("overview.crash", venue, figures);
        return new([], TickCases.Known(venue.Pair, "overview"), figures);
    }

    private static void Ask(string name, TickVenue venue, List<Figure> figures)
    {
        var engine = venue.Pair.Certified;
        Add($"{name}.nearest", () => engine.NearestToLiquidation(20));
        Add($"{name}.distribution", () => engine.MarginRatioDistribution(Bounds));
        Add($"{name}.map", () => engine.LiquidationMapOf(new(0), Moves));
        Add($"{name}.exposure", () => engine.ExposureOf(new(0)));

        void Add(string figure, Action ask)
        {
            ask();
            var seconds = new List<double>();
            for (var i = 0; i < Repetitions; i++)
            {
                var start = ProcessorClock.Seconds;
                ask();
                seconds.Add(ProcessorClock.Seconds - start);
            }

            figures.Add(TickCases.Milliseconds(figure, seconds, TickCases.Middle(seconds), Figure.Usual));
        }
    }
}
