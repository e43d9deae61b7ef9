using System.Globalization;

namespace Plimsoll.Kernels.Bench.Ticks;

/// <summary>What a tick costs an engine with certificates, and the same engine without; both in one process, on the same commands, in turn.</summary>
internal static class TickCases
{
    // Ticks before anything counts: right after everybody has opened, no price is near the end of any box.
    private const int Settling = 2_000;
    private const int Warm = 12; // and what is called anew is compiled anew
    private const string Mean = "min, mean, max";

    /// <summary>Of a tick that counts because it is the worst, by itself or beside the other engine.</summary>
    internal const string Worst = "min, worst tick, max";

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
                .. Times("ticks.walk", venue.Pair),
                Constant("ticks.memory.state", "bytes", state / 1e6),
                Constant("ticks.memory.certificates", "bytes", certificates / 1e6),
            ]
        )
        {
            Sizes = [("ticks", 1_000_000)],
        };
    }

    /// <summary>The same at other sizes; the largest where there is memory for two engines of it.</summary>
    public static CaseGroup Growth(bool isQuick)
    {
        var room = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var hasRoom = room >= 20e9;
        if (!isQuick && !hasRoom)
        {
            Console.Error.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"left out: 3,000,000 accounts, for want of 20 GB of memory; there are {room / 1e9:0.0}"
                )
            );
        }

        (int Accounts, int Ticks)[] sizes = [(10_000, 400), (100_000, 200), .. isQuick || !hasRoom ? [] : new[] { (3_000_000, 24) }];
        var (figures, checks) = (new List<Figure>(), new List<(string, Func<ulong>)>());
        foreach (var (accounts, ticks) in sizes)
        {
            var venue = new TickVenue(accounts, TickVenue.Lognormal);
            Walk(venue, ticks);
            var name = $"ticks.{accounts.ToString(CultureInfo.InvariantCulture)}";
            figures.AddRange(Times(name, venue.Pair));
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

    /// <summary>Median and mean of the three engines.</summary>
    internal static IEnumerable<Figure> Times(string name, EnginePair pair) =>
        [
            .. Times(name, pair.CertifiedSeconds, pair.FullSeconds),
            Milliseconds(name + ".median.columns", pair.ColumnsSeconds, Middle(pair.ColumnsSeconds), Figure.Usual),
            Milliseconds(name + ".mean.columns", pair.ColumnsSeconds, pair.ColumnsSeconds.Average(), Mean),
        ];

    /// <summary>The same of any two.</summary>
    internal static IEnumerable<Figure> Times(string name, IReadOnlyList<double> certified, IReadOnlyList<double> full) =>
        [
            Milliseconds(name + ".median", certified, Middle(certified), Figure.Usual),
            Milliseconds(name + ".mean", certified, certified.Average(), Mean),
            Milliseconds(name + ".median.full", full, Middle(full), Figure.Usual),
            Milliseconds(name + ".mean.full", full, full.Average(), Mean),
        ];

    internal static Figure Constant(string name, string unit, double value) => new(name, unit, () => (value, value, value));

    internal static Figure Milliseconds(string name, IReadOnlyList<double> seconds, double counted, string columns)
    {
        var (least, most) = (1e3 * seconds.Min(), 1e3 * seconds.Max());
        return new(name, "ms", () => (least, 1e3 * counted, most), columns);
    }

    internal static double Middle(IReadOnlyList<double> seconds) => seconds.Order().ElementAt(seconds.Count / 2);
}
