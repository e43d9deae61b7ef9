using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Responses;

/// <summary>A number that explains itself: parts that add up to it, or what it was computed from.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Amount">In the numeraire.</param>
/// <param name="Inputs">What it was computed from, in order; empty for a sum.</param>
/// <param name="Parts">What it is the sum of.</param>
public sealed record ExplanationPart(
    string Label,
    DecimalText Amount,
    IReadOnlyList<ExplanationStep> Inputs,
    IReadOnlyList<ExplanationPart> Parts
);
