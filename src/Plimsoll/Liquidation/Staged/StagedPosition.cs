namespace Plimsoll.Liquidation.Staged;

/// <summary>What a staged close-out has to know of an account and the position that is to be closed.</summary>
/// <param name="Equity">Equity of the account, signed.</param>
/// <param name="Maintenance">Its maintenance margin, not negative.</param>
/// <param name="Size">Unsigned size of the position.</param>
/// <param name="Notional">What it is worth at the mark.</param>
/// <param name="HasOrders">Whether orders are open.</param>
/// <param name="TierFloors">Notionals at which tiers begin, the first at 0 and rising; empty where tiers play no part.</param>
/// <param name="Done">Names of the stages that have had their turn.</param>
public sealed record StagedPosition(
    decimal Equity,
    decimal Maintenance,
    decimal Size,
    decimal Notional,
    bool HasOrders,
    IReadOnlyList<decimal> TierFloors,
    IReadOnlyCollection<string> Done
)
{
    /// <summary>The number of the tier in which the position stands, the first is 1; a notional exactly at a floor stands below it. 0 without tiers.</summary>
    public int Tier => TierFloors.Count == 0 ? 0 : Math.Max(1, TierFloors.Count(floor => Notional > floor));
}
