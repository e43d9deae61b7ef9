using Plimsoll.Values;

namespace Plimsoll.Collateral;

/// <summary>An asset that accounts may hold. Immutable; a change is a new version.</summary>
public sealed record AssetParameters
{
    /// <summary>The dense number.</summary>
    public required AssetId Id { get; init; }

    /// <summary>The name people use, 1 … 32 printable ASCII characters without spaces.</summary>
    public required string Symbol { get; init; }

    /// <summary>Decimals of the smallest unit, 0 … 18; fixed at listing. With the index's decimals 0 … 18 more than the numeraire's.</summary>
    public required int Decimals { get; init; }

    /// <summary>The index that values one whole unit in the numeraire; null for the numeraire itself. Fixed at listing.</summary>
    public IndexId? Index { get; init; }

    /// <summary>How much of a positive amount counts in equity.</summary>
    public HaircutLadder Haircuts { get; init; } = HaircutLadder.Uniform(Haircut.None);

    /// <summary>The amount beyond which nothing counts, for one account; above zero, at most 10^27 units.</summary>
    public Money AccountCap { get; init; } = AssetLimits.MaxAmount;

    /// <summary>The most that the venue takes in over all accounts: a deposit beyond it is refused. Above zero, at most 10^27 units.</summary>
    public Money VenueCap { get; init; } = AssetLimits.MaxAmount;

    /// <summary>Taken off the index price when this asset is sold to cover a negative balance, 0 … 50 %.</summary>
    public Rate ConversionDiscount { get; init; } = Rate.FromPercent(1);
}
