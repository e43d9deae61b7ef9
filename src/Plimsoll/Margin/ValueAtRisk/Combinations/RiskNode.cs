namespace Plimsoll.Margin.ValueAtRisk.Combinations;

/// <summary>A requirement that explains itself: what each model asked, and what of it counts.</summary>
/// <remarks>The counted parts of the leaves add up to the root, but for the rounding of the sum.</remarks>
/// <param name="Name">The model, charge or way of combining.</param>
/// <param name="Asked">What this part asks for on its own.</param>
/// <param name="Counted">What of it is in the requirement: all, or nothing where another part was larger.</param>
/// <param name="Children">What it was combined from; empty for a leaf.</param>
public sealed record RiskNode(string Name, double Asked, double Counted, IReadOnlyList<RiskNode> Children)
{
    /// <summary>A model's own figure; it counts in full until it is combined.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a finite number.</exception>
    public static RiskNode Leaf(string name, double asked) =>
        double.IsFinite(asked)
            ? new(name, asked, asked, [])
            : throw new ArgumentOutOfRangeException(nameof(asked), asked, "Expected a finite requirement.");

    /// <summary>The leaves below it, or itself, in order.</summary>
    public IEnumerable<RiskNode> Leaves() => Children.Count == 0 ? [this] : Children.SelectMany(child => child.Leaves());

    /// <summary>The same tree with nothing of it counted.</summary>
    internal RiskNode Uncounted() => this with { Counted = 0, Children = [.. Children.Select(child => child.Uncounted())] };
}
