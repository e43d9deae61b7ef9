namespace Plimsoll.Kernels.Bench;

/// <summary>What is compared with what, and what it is held to.</summary>
internal static class Comparisons
{
    private const string Native = "C++, AVX-512 intrinsics";
    private const string Mango = "mango-v4, HealthCache.health";
    private const string Drift = "Drift SDK, getMarginCalculation";
    private const string ColumnScan = "the same engine, scanning its columns";
    private const string FullScan = "the same engine, looking at everybody";
    private const string QuietScan = "one full scan before the crash";
    private const string UpsetScan = "one full scan before";
    private const string Library = "QuantLib blackFormula";

    public static IReadOnlyList<Comparison> All { get; } =
    [
        new("Black-76 grid, 2,000 options x 32 scenarios", "black76.vector512", Native, "black76.avx512.cpp", 0.90),
        new("Black-76 grid, against a library", "black76.vector512", Library, "black76.quantlib", 15),
        new("Black-76 grid, AVX2", "black76.vector256", "C++, AVX2 intrinsics", "black76.avx2.cpp", null),
        new("Black-76 grid, one price at a time", "black76.scalar", "C++, libm", "black76.libm.cpp", null),
        new("Black-76 grid, AVX2, against a library", "black76.vector256", Library, "black76.quantlib", null),
        new(
            "Black-76 grid, with logarithms and both rows of each option",
            "black76.reprice",
            Native + ", the grid alone",
            "black76.avx512.cpp",
            null
        ),
        new("Black-76, the exact pricer", "black76.exact", Library, "black76.quantlib", null),
        new("Scenario margin, exact, 100,000 accounts x 10 x 32", "scenarios.vector512", Native, "scenarios.avx512.cpp", 0.90),
        new("Scenario margin, AVX2", "scenarios.vector256", "C++, plain loop, g++ -O3", "scenarios.plain.cpp", null),
        new("VaR with selection, 10 positions x 2,016 scenarios", "var.vector512", Native, "var.avx512.cpp", 0.80),
        new("VaR, against nth_element", "var.vector512", "C++, AVX-512 sums, nth_element", "var.nth-element.cpp", null),
        new("VaR, AVX2", "var.vector256", "C++, AVX-512 sums, nth_element", "var.nth-element.cpp", null),
        new("Linear full scan, 1,000,000 accounts x 5, 20 underlyings", "scan20.vector512", Native, "scan20.avx512.cpp", 0.80),
        new("Linear full scan, 1,000,000 accounts x 5, 100 underlyings", "scan100.vector512", Native, "scan100.avx512.cpp", 0.80),
        new("Linear full scan, AVX2, 20 underlyings", "scan20.vector256", Native, "scan20.avx512.cpp", null),
        new("Linear full scan, against the memory", "scan20.vector512", "reading the columns once", "scan20.read.cpp", null),
        new("Linear full scan, against records", "scan20.vector512", "C++, plain loop over records", "scan20.plain.cpp", null),
        new("Health of one account, 3 deposits and 5 perpetuals, from columns", "health.mango.one", Mango, "health.mango.sdk", 100),
        new("Health of one account, the same, by the decision", "health.mango.decision", Mango, "health.mango.sdk", 100),
        new("Health of many accounts, the same", "health.mango.scan", Mango, "health.mango.sdk", null),
        new(
            "Health from an account's data, by the decision",
            "health.mango.decision",
            "mango-v4, cache built each time",
            "health.mango.sdk-built",
            null
        ),
        new("Health with its parts, by weighted health", "health.mango.weighted", Mango, "health.mango.sdk", null),
        new("Health of one account, 1 deposit and 7 perpetuals, from columns", "health.drift.one", Drift, "health.drift.sdk", 100),
        new("Health of one account, 1 and 7, by the decision", "health.drift.decision", Drift, "health.drift.sdk", 100),
        new(
            "Tick of 2,000 portfolio accounts x 10 options x 32 scenarios",
            "portfolios.arrays",
            "the same rule, account by account",
            "portfolios.books",
            null
        ),
        new(
            "Tick of 2,000 portfolio accounts with two charges in both levels",
            "portfolios.charged.arrays",
            "the same rule, account by account",
            "portfolios.charged.books",
            null
        ),
        Limit("Pre-trade check p99, 10 options x 32 scenarios, prepared between commands", "portfolios.pre-trade", 2),
        Limit("Pre-trade check p99, the same, not prepared", "portfolios.pre-trade.unprepared", null),
        Limit("Pre-trade check p99, with two charges, prepared", "portfolios.charged.pre-trade", null),
        Limit("Bytes allocated by a pre-trade check", "portfolios.pre-trade.bytes", 0),
        Limit("Bytes allocated by a pre-trade check with two charges", "portfolios.charged.pre-trade.bytes", null),
        new("Health of many accounts, 1 and 7", "health.drift.scan", Drift, "health.drift.sdk", null),
        Faster("Second of {books} option books, a tick and a surface, median", "books.median", FullScan, "books.median.full"),
        Faster("Second of {books} option books, a tick and a surface, mean", "books.mean", FullScan, "books.mean.full", 3),
        Cost("Worst second of {books} option books", "books.worst", FullScan, "books.worst.full"),
        Limit("Share of option books that are certified", "books.certified", null),
        Limit("Option books decided by a command that moves prices or volatilities", "books.examined", null),
        Limit("Bytes allocated by a tick of option books", "books.allocated", 0),
        Faster("Tick of {ticks} accounts x 5, median", "ticks.walk.median", FullScan, "ticks.walk.median.full", 30),
        Faster("Tick of {ticks} accounts x 5, mean", "ticks.walk.mean", FullScan, "ticks.walk.mean.full", 12),
        // The same targets once more, where a full scan is one of columns by vectors, which only proves, and not the decision of everybody.
        Faster(
            "Tick of {ticks} accounts x 5 against its own columnar scan, median",
            "ticks.walk.median",
            ColumnScan,
            "ticks.walk.median.columns",
            30
        ),
        Faster(
            "Tick of {ticks} accounts x 5 against its own columnar scan, mean",
            "ticks.walk.mean",
            ColumnScan,
            "ticks.walk.mean.columns",
            12
        ),
        Faster("Columnar scan of {ticks} accounts x 5, median", "ticks.walk.median.columns", FullScan, "ticks.walk.median.full"),
        Limit("Bytes of an account's state", "ticks.memory.state", null),
        Limit("Bytes that certificates add to an account", "ticks.memory.certificates", null),
        Cost("Worst tick of a crash of {crash} accounts, everybody found", "ticks.crash.found", QuietScan, "ticks.crash.scan"),
        Cost(
            "Worst tick of a crash of {crash} accounts, everybody found, by a full scan",
            "ticks.crash.found.full",
            QuietScan,
            "ticks.crash.scan",
            null
        ),
        Cost(
            "Worst tick of a crash of {crash} accounts, everybody found, by columns",
            "ticks.crash.found.columns",
            QuietScan,
            "ticks.crash.scan",
            null
        ),
        Cost(
            "Worst tick of a crash of {crash} accounts with its liquidations",
            "ticks.crash.liquidated",
            FullScan,
            "ticks.crash.liquidated.full"
        ),
        Cost("Worst tick, {crash} accounts at the edge, everybody found", "ticks.edge.found", QuietScan, "ticks.edge.scan"),
        Cost(
            "Worst tick, {crash} accounts at the edge, everybody found, by a full scan",
            "ticks.edge.found.full",
            QuietScan,
            "ticks.edge.scan",
            null
        ),
        Cost(
            "Worst tick of a crash, everybody found, until its events are there",
            "ticks.crash.found.published",
            QuietScan,
            "ticks.crash.scan",
            null
        ),
        Cost(
            "Worst tick, everybody at the edge, until its events are there",
            "ticks.edge.found.published",
            QuietScan,
            "ticks.edge.scan",
            null
        ),
        .. new[]
        {
            ("Worst tick after a rule has changed, 100,000 accounts", "rules", "upset"),
            ("First tick after a restart, 100,000 accounts", "restart", "upset"),
            ("All coins 70 % higher in one tick, 100,000 accounts", "rise", "upset"),
            ("Worst tick of a crash, 20,000 accounts without a row", "inverse.found", "inverse"),
            ("The same, everybody at the edge", "inverse-edge.found", "inverse-edge"),
            ("Worst command of a crash, 10,000 option books", "books.found", "books"),
        }.SelectMany(each =>
            new[]
            {
                Cost(each.Item1, $"ticks.{each.Item2}", UpsetScan, $"ticks.{each.Item3}.scan"),
                Cost(
                    $"{each.Item1}, until its events are there",
                    $"ticks.{each.Item2}.published",
                    UpsetScan,
                    $"ticks.{each.Item3}.scan",
                    null
                ),
                Cost($"{each.Item1}, by a full scan", $"ticks.{each.Item2}.full", UpsetScan, $"ticks.{each.Item3}.scan", null),
            }
        ),
        Cost(
            "Deposit as the first command after a restart, 100,000 accounts",
            "ticks.restart.deposit",
            UpsetScan,
            "ticks.upset.scan",
            null
        ),
        Faster("Tick after all coins have risen by 70 %, paused, median of 60", "ticks.risen.median", FullScan, "ticks.risen.median.full"),
        Cost("Median tick of a crash, 20,000 accounts without a row", "ticks.inverse.found.middle", UpsetScan, "ticks.inverse.scan", null),
        Faster(
            "Tick, accounts without a row at the edge, no crash, median",
            "ticks.inverse-edge.walk.median",
            FullScan,
            "ticks.inverse-edge.walk.median.full"
        ),
        .. new[] { ("calm", "calm"), ("after a fall of 15 %", "crash") }.SelectMany(when =>
            new[]
            {
                ("The 20 nearest to liquidation", "nearest"),
                ("Distribution of margin ratios", "distribution"),
                ("Liquidation map of one of 20 coins at 8 moves", "map"),
                ("Exposure of one coin", "exposure"),
            }.Select(each =>
                Cost(
                    $"{each.Item1}, 100,000 accounts, {when.Item1}",
                    $"overview.{when.Item2}.{each.Item2}",
                    "one full scan",
                    "overview.scan",
                    null
                )
            )
        ),
        Cost(
            "Worst tick, {crash} accounts at the edge, with its liquidations",
            "ticks.edge.liquidated",
            FullScan,
            "ticks.edge.liquidated.full"
        ),
        Faster("Tick, {crash} accounts at the edge, no crash, median", "ticks.edge.walk.median", FullScan, "ticks.edge.walk.median.full"),
        Faster("Tick, {crash} accounts at the edge, no crash, mean", "ticks.edge.walk.mean", FullScan, "ticks.edge.walk.mean.full"),
        .. new[] { ("10,000", "10000"), ("100,000", "100000"), ("3,000,000", "3000000") }.SelectMany(size =>
            new[]
            {
                Faster($"Tick of {size.Item1} accounts, median", $"ticks.{size.Item2}.median", FullScan, $"ticks.{size.Item2}.median.full"),
                Faster($"Tick of {size.Item1} accounts, mean", $"ticks.{size.Item2}.mean", FullScan, $"ticks.{size.Item2}.mean.full"),
            }
        ),
        Faster("Ticks of 12 and 13 March 2020, {march} accounts, median", "ticks.march.median", FullScan, "ticks.march.median.full"),
        Faster("Ticks of 12 and 13 March 2020, {march} accounts, mean", "ticks.march.mean", FullScan, "ticks.march.mean.full"),
        Limit("Bytes allocated in a million mixed ticks and commands", "ticks.allocated", 0),
    ];

    private static Comparison Cost(string name, string ours, string reference, string theirs, double? target = 1.5) =>
        new(name, ours, reference, theirs, target, RatioKind.Costs);

    private static Comparison Faster(string name, string ours, string reference, string theirs, double? target = null) =>
        new(name, ours, reference, theirs, target, RatioKind.SpeedUp);

    private static Comparison Limit(string name, string ours, double? most) => new(name, ours, null, null, most);
}
