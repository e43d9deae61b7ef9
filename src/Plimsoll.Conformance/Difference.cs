namespace Plimsoll.Conformance;

/// <summary>A number that is not what it should be.</summary>
/// <param name="Path">What was compared.</param>
/// <param name="Expected">What should be.</param>
/// <param name="Actual">What came out.</param>
public sealed record Difference(string Path, string Expected, string Actual);
