using Plimsoll.Kernels.Bench.Ticks;

namespace Plimsoll.Kernels.Bench;

/// <summary>What there is to measure, by name; told whether it should be quick. A new group is a line here, what it is held to a line in
/// <see cref="Comparisons"/>, and a program in another language to stand beside it a word in bench/run.</summary>
internal static class Groups
{
    public static IReadOnlyDictionary<string, Func<bool, CaseGroup>> All { get; } =
        new Dictionary<string, Func<bool, CaseGroup>>(StringComparer.Ordinal)
        {
            ["black76"] = _ => OptionCases.Create(),
            ["scenarios"] = _ => ScenarioCases.Create(),
            ["health"] = _ => HealthCases.Create(),
            ["scan"] = _ => Joined(ScanCases.Create(20), ScanCases.Create(100)),
            ["portfolios"] = _ => Portfolios.PortfolioCases.Create(),
            ["books"] = Portfolios.BookTicks.Create,
            ["ticks"] = TickCases.Walk,
            ["crash"] = CrashCases.Falls,
            ["upsets"] = _ => CrashCases.Upsets(),
            ["overview"] = _ => OverviewCases.Create(),
            ["growth"] = TickCases.Growth,
            ["march"] = MarchTicks.Create,
            ["steady"] = _ => new([], [], [SteadyState.Measure(warm: 500_000, counted: 1_000_000)]),
        };

    private static CaseGroup Joined(CaseGroup first, CaseGroup second) =>
        new([.. first.Cases, .. second.Cases], [.. first.Checks, .. second.Checks], [.. first.Figures ?? [], .. second.Figures ?? []]);
}
