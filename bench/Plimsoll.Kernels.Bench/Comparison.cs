namespace Plimsoll.Kernels.Bench;

/// <summary>A case beside what it is held to.</summary>
/// <param name="Name">What is compared, for a reader; no two have the same. A word in braces stands for the size that was measured: see <see cref="CaseGroup.Sizes"/>.</param>
/// <param name="Case">Ours.</param>
/// <param name="Reference">What it is measured beside, for a reader; null where the target is an absolute one.</param>
/// <param name="ReferenceCase">Its case; null likewise.</param>
/// <param name="Target">What the ratio is held to; where there is no reference, the most that ours may be; null for a line that is only told.</param>
/// <param name="Kind">What the ratio is.</param>
internal sealed record Comparison(
    string Name,
    string Case,
    string? Reference,
    string? ReferenceCase,
    double? Target,
    RatioKind Kind = RatioKind.Rates
)
{
    /// <summary>Whether more is better in what is judged: the ratio, or ours where there is no reference.</summary>
    public bool IsHigherBetter => ReferenceCase is not null && Kind != RatioKind.Costs;
}
