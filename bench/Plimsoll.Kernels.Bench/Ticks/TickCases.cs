using System.Globalization;

namespace Plimsoll.Kernels.Bench.Ticks;

/// <summary>What a tick costs an engine with certificates, and the same engine without; both in one process, on the same commands, in turn.</summary>
internal static class TickCases
{
    private const double GibiByte = 1L << 30;
    private const string TickRate = "ticks/s";

    // Ticks before anything counts: right after everybody has opened, no price is near the end of any box.
    private const int Settling = 2_000;
    private const int Warm = 12; // and what is called anew is compiled anew

    /// <summary>A million accounts, a walk with rare jumps.</summary>
    public static CaseGroup Walk(bool isQuick)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var venue = new TickVenue(1_000_000, TickVenue.Lognormal);
        Walk(venue, isQuick ? 60 : 200);
        var checks = Known(venue.Pair, "ticks");
        var (state, certificates) = venue.Pair.Memory(before);
        return new(
            [],
            checks,
            [
                .. Rates("ticks.walk", venue.Pair),
                Constant("ticks.memory.state", "bytes", state / 1e6),
                Constant("ticks.memory.certificates", "bytes", certificates / 1e6),
            ]
        );
    }

    /// <summary>The same at other sizes; the largest where there is memory for two engines of it.</summary>
    public static CaseGroup Growth(bool isQuick)
    {
        var hasRoom = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes > 20 * GibiByte;
        (int Accounts, int Ticks)[] sizes = [(10_000, 400), (100_000, 200), .. isQuick || !hasRoom ? [] : new[] { (3_000_000, 24) }];
        var (figures, checks) = (new List<Figure>(), new List<(string, Func<ulong>)>());
        foreach (var (accounts, ticks) in sizes)
        {
            var venue = new TickVenue(accounts, TickVenue.Lognormal);
            Walk(venue, ticks);
            var name = $"ticks.{accounts.ToString(CultureInfo.InvariantCulture)}";
            figures.AddRange(Rates(name, venue.Pair));
            checks.AddRange(Known(venue.Pair, name));
        }

        return new([], checks, figures);
    }

    internal static void Walk(TickVenue venue, int ticks)
    {
        for (var i = 0; i < Settling + Warm; i++)
        {
            venue.Walk(isMeasured: i >= Settling);
        }

        venue.Pair.Forget();
        for (var i = 0; i < ticks; i++)
        {
            venue.Walk();
        }
    }

    /// <summary>Computed now, so that the venue need not be kept.</summary>
    internal static IReadOnlyList<(string, Func<ulong>)> Known(EnginePair pair, string name) =>
        [
            .. pair.Checks(name)
                .Select(check =>
                {
                    var value = check.Value();
                    return (check.Name, (Func<ulong>)(() => value));
                }),
        ];

    /// <summary>Median and mean of the three engines, as rates.</summary>
    internal static IEnumerable<Figure> Rates(string name, EnginePair pair) =>
        [
            .. Rates(name, pair.CertifiedSeconds, pair.FullSeconds),
            Rate(name + ".median.columns", pair.ColumnsSeconds, Middle(pair.ColumnsSeconds)),
            Rate(name + ".mean.columns", pair.ColumnsSeconds, pair.ColumnsSeconds.Average()),
        ];

    /// <summary>The same of any two.</summary>
    internal static IEnumerable<Figure> Rates(string name, IReadOnlyList<double> certified, IReadOnlyList<double> full) =>
        [
            Rate(name + ".median", certified, Middle(certified)),
            Rate(name + ".mean", certified, certified.Average()),
            Rate(name + ".median.full", full, Middle(full)),
            Rate(name + ".mean.full", full, full.Average()),
        ];

    internal static Figure Constant(string name, string unit, double value) => new(name, unit, () => (value, value, value));

    internal static Figure Milliseconds(string name, IReadOnlyList<double> seconds, double counted)
    {
        var (least, most) = (1e3 * seconds.Min(), 1e3 * seconds.Max());
        return new(name, "ms", () => (least, 1e3 * counted, most));
    }

    private static Figure Rate(string name, IReadOnlyList<double> seconds, double counted)
    {
        var (least, most) = (1 / seconds.Max(), 1 / seconds.Min());
        return new(name, TickRate, () => (least, 1 / counted, most));
    }

    internal static double Middle(IReadOnlyList<double> seconds) => seconds.Order().ElementAt(seconds.Count / 2);
}
