namespace Plimsoll.Conformance;

/// <summary>What of a vector is compared with what of the answer.</summary>
/// <param name="Expected">The path in the vector's <c>expected</c>.</param>
/// <param name="Answer">The path in the product's answer.</param>
/// <param name="Tolerance">How exactly, where the vector's own words are not meant for this number.</param>
/// <param name="IsInAnyOrder">Whether a list stands for a set: its order says nothing.</param>
public sealed record Expectation(string Expected, string Answer, Tolerance? Tolerance = null, bool IsInAnyOrder = false)
{
    /// <summary>Whether the answer lists all that would do, and what is expected must be one of them.</summary>
    public bool IsOneOf { get; init; }
}
