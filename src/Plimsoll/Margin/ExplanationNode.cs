using Plimsoll.Values;

namespace Plimsoll.Margin;

/// <summary>A number that explains itself: a leaf with its inputs, or a sum of other nodes.</summary>
/// <param name="Label">What it is, in the words of the glossary.</param>
/// <param name="Amount">The number, in the numeraire's units.</param>
/// <param name="Inputs">What a leaf was computed from, in the order of the computation; empty for a sum.</param>
/// <param name="Children">The parts of a sum; empty for a leaf.</param>
public sealed record ExplanationNode(
    string Label,
    Money Amount,
    IReadOnlyList<ExplanationInput> Inputs,
    IReadOnlyList<ExplanationNode> Children
);
