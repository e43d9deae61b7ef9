using Plimsoll.Kernels.Bench.Ticks;

namespace Plimsoll.Kernels.Bench;

/// <summary>What there is to measure, by name; told whether it should be quick. A new group is a line here, what it is held to a line in
/// <see cref="Comparisons"/>, and a program in another language to stand beside it a word in bench/run.</summary>
internal static class Groups
{
    public static IReadOnlyList<Group> All { get; } =
    [
        new("black76", "Black-76 over grids of options, beside C++ and QuantLib", _ => OptionCases.Create()),
        new("scenarios", "scenario margin and value at risk with selection, beside C++", _ => ScenarioCases.Create()),
        new("health", "the health of one account, beside two SDKs", _ => HealthCases.Create()),
        new("scan", "linear full scan of a million accounts, beside C++", _ => Joined(ScanCases.Create(20), ScanCases.Create(100))),
        new("portfolios", "ticks and pre-trade checks of accounts under portfolio margin", _ => Portfolios.PortfolioCases.Create()),
        new("books", "seconds of 100,000 option books (--quick: 10,000)", Portfolios.BookTicks.Create),
        new("ticks", "ticks of a million accounts, beside the full and the columnar scan; bytes of an account", TickCases.Walk),
        new("crash", "worst ticks of a crash of a million accounts (--quick: 200,000), and of as many at the edge", CrashCases.Falls),
        new(
            "upsets",
            "worst ticks of rules that change, a restart, a rise, accounts without a row, option books in a crash",
            _ => CrashCases.Upsets()
        ),
        new("overview", "what a dashboard asks of 100,000 accounts, calm and after a fall", _ => OverviewCases.Create()),
        new("growth", "ticks of 10,000, 100,000 and 3,000,000 accounts (the last not with --quick)", TickCases.Growth),
        new("march", "real ticks of 12 and 13 March 2020, a million accounts (--quick: 100,000)", MarchTicks.Create),
        new(
            "steady",
            "bytes allocated in a million mixed ticks and commands",
            _ => new([], [], [SteadyState.Measure(warm: 500_000, counted: 1_000_000)])
        ),
    ];

    /// <summary>The group of a name; null when there is none.</summary>
    public static Group? Find(string name) => All.FirstOrDefault(group => group.Name == name);

    private static CaseGroup Joined(CaseGroup first, CaseGroup second) =>
        new([.. first.Cases, .. second.Cases], [.. first.Checks, .. second.Checks], [.. first.Figures ?? [], .. second.Figures ?? []]);
}
