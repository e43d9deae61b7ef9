namespace Plimsoll.Kernels.Bench;

/// <summary>Cases that share their data and are measured in one process, beside a program in another language.</summary>
/// <param name="Cases">What is measured, in order.</param>
/// <param name="Checks">Numbers that every program of the comparison must agree on, computed after the runs.</param>
/// <param name="Figures">What is no rate, measured once a round after the cases: a latency, a number of bytes.</param>
internal sealed record CaseGroup(
    IReadOnlyList<Case> Cases,
    IReadOnlyList<(string Name, Func<ulong> Value)> Checks,
    IReadOnlyList<Figure>? Figures = null
)
{
    /// <summary>How many accounts were measured, where a quick run takes fewer: what stands in the names of comparisons in braces.</summary>
    public IReadOnlyList<(string Name, int Accounts)> Sizes { get; init; } = [];
}
