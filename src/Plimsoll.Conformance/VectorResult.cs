namespace Plimsoll.Conformance;

/// <summary>What became of a vector, and why.</summary>
/// <param name="Vector">The vector.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">Why it was not run, or what went wrong; empty when it passed.</param>
/// <param name="Differences">The numbers that are not as expected.</param>
/// <param name="WorstError">
/// The largest relative error over all numbers compared, and where zero is expected the number itself; null when nothing could be compared, or
/// what should be a number is none.
/// </param>
/// <param name="NotCompared">What the vector expects and nothing was compared with.</param>
/// <param name="Translation">The files it became, if any.</param>
public sealed record VectorResult(
    Vector Vector,
    VectorOutcome Outcome,
    string Reason,
    IReadOnlyList<Difference> Differences,
    decimal? WorstError,
    IReadOnlyList<string> NotCompared,
    Translation? Translation
)
{
    /// <summary>Why the rule that was run may not be the one that the vector's formula names; empty when it is.</summary>
    public string Remark { get; init; } = "";
}
