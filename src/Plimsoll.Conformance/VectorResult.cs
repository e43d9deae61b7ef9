namespace Plimsoll.Conformance;

/// <summary>What became of a vector, and why.</summary>
/// <param name="Vector">The vector.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">Why it was not run, or what went wrong; empty when it passed.</param>
/// <param name="Differences">The numbers that are not as expected.</param>
/// <param name="WorstError">The largest relative error over all numbers compared.</param>
/// <param name="Translation">The files it became, if any.</param>
public sealed record VectorResult(
    Vector Vector,
    VectorOutcome Outcome,
    string Reason,
    IReadOnlyList<Difference> Differences,
    decimal WorstError,
    Translation? Translation
);
