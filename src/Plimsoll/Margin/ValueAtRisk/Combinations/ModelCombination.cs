namespace Plimsoll.Margin.ValueAtRisk.Combinations;

/// <summary>How the figures of several models become one requirement.</summary>
/// <remarks>Combinations nest: the larger of two models, plus a charge, floored by a third. docs/spec/0018-value-at-risk.md (VARR-060). Pure.</remarks>
public static class ModelCombination
{
    /// <summary>The largest alone counts, of equal ones the first.</summary>
    /// <param name="name">Of the whole.</param>
    /// <param name="parts">At least one.</param>
    public static RiskNode Largest(string name, params IReadOnlyList<RiskNode> parts)
    {
        Require(parts);
        var chosen = 0;
        for (var i = 1; i < parts.Count; i++)
        {
            if (parts[i].Asked > parts[chosen].Asked)
                chosen = i;
        }

        return new(name, parts[chosen].Asked, parts[chosen].Asked, [.. parts.Select((part, i) => i == chosen ? part : part.Uncounted())]);
    }

    /// <summary>All count.</summary>
    /// <param name="name">Of the whole.</param>
    /// <param name="parts">At least one.</param>
    public static RiskNode Sum(string name, params IReadOnlyList<RiskNode> parts)
    {
        Require(parts);
        var sum = 0.0;
        foreach (var part in parts)
        {
            sum += part.Asked;
        }

        return new(name, sum, sum, parts);
    }

    /// <summary>A part and what it lacks to a floor.</summary>
    /// <param name="name">Of the whole.</param>
    /// <param name="part">Counts in full.</param>
    /// <param name="floor">The least requirement.</param>
    public static RiskNode Floored(string name, RiskNode part, double floor)
    {
        ArgumentNullException.ThrowIfNull(part);
        var lacking = Math.Max(0, floor - part.Asked);
        return Sum(name, part, RiskNode.Leaf("to the floor", lacking));
    }

    private static void Require(IReadOnlyList<RiskNode> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Count == 0)
            throw new ArgumentException("Expected at least one part; found none.", nameof(parts));
    }
}
