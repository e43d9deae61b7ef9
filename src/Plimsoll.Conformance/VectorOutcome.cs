namespace Plimsoll.Conformance;

/// <summary>What became of a vector.</summary>
public enum VectorOutcome
{
    /// <summary>Every number is as expected.</summary>
    Passed,

    /// <summary>Some number is not.</summary>
    Failed,

    /// <summary>It is not run; the result says why.</summary>
    Skipped,

    /// <summary>It is marked as contradicting its own rule, and is reported apart.</summary>
    Contradicted,
}
