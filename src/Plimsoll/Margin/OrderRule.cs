namespace Plimsoll.Margin;

/// <summary>What a venue asks for open orders.</summary>
public sealed record OrderRule
{
    /// <summary>The worse side at the mark, with what its orders would lose at once, in initial margin alone; reduce-only orders free. The engine's own.</summary>
    public static OrderRule Usual { get; } = new();

    /// <summary>Whether the orders of both sides count and nothing is netted, rather than the worse side.</summary>
    public bool AreBothSides { get; init; }

    /// <summary>Whether orders are margined at their limits, the position at the mark; the part that would close it is free.</summary>
    public bool IsAtLimit { get; init; }

    /// <summary>Whether what orders would lose at once at the mark is added.</summary>
    public bool HasImmediateLoss { get; init; } = true;

    /// <summary>Whether reduce-only orders count as all others do.</summary>
    public bool AreReduceOnlyCounted { get; init; }

    /// <summary>The fee for filling them, as a rate on their notional; it is added to what the orders of a side ask for.</summary>
    public decimal FeeRate { get; init; }

    /// <summary>Whether orders are in maintenance margin too, at the mark, without loss and fee.</summary>
    public bool AreInMaintenance { get; init; }
}
