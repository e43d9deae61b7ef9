namespace Plimsoll.Kernels.Bench;

/// <summary>A case beside what it is held to.</summary>
/// <param name="Name">What is compared, for a reader.</param>
/// <param name="Case">Ours.</param>
/// <param name="Reference">What it is measured beside, for a reader; null where the target is an absolute one.</param>
/// <param name="ReferenceCase">Its case; null likewise.</param>
/// <param name="Target">The least ratio of ours to the reference, or the most that ours may be where there is none; null for a line that is only told.</param>
/// <param name="Scale">Multiplies the ratio: 8 where one run of ours counts eight times.</param>
/// <param name="IsCost">Whether both are costs and no rates: the target is then the most that the ratio may be.</param>
internal sealed record Comparison(
    string Name,
    string Case,
    string? Reference,
    string? ReferenceCase,
    double? Target,
    double Scale = 1,
    bool IsCost = false
);
