namespace Plimsoll.Kernels.Bench;

/// <summary>What there is to measure, by name. A new group is a line here, what it is held to a line in
/// <see cref="Comparisons"/>, and a program in another language to stand beside it a word in bench/run.</summary>
internal static class Groups
{
    public static IReadOnlyDictionary<string, Func<CaseGroup>> All { get; } =
        new Dictionary<string, Func<CaseGroup>>(StringComparer.Ordinal)
        {
            ["black76"] = OptionCases.Create,
            ["scenarios"] = ScenarioCases.Create,
            ["health"] = HealthCases.Create,
            ["portfolios"] = Portfolios.PortfolioCases.Create,
            ["scan"] = () => Joined(ScanCases.Create(20), ScanCases.Create(100)),
        };

    private static CaseGroup Joined(CaseGroup first, CaseGroup second) =>
        new([.. first.Cases, .. second.Cases], [.. first.Checks, .. second.Checks], [.. first.Figures ?? [], .. second.Figures ?? []]);
}
