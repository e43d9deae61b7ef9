using Plimsoll.Values;

namespace Plimsoll.Instruments;

/// <summary>Fees as shares of a fill's notional.</summary>
/// <param name="Maker">Paid by the resting side; below zero is a rebate. At least −<paramref name="Taker"/>.</param>
/// <param name="Taker">Paid by the aggressive side; not negative.</param>
/// <param name="Liquidation">Paid by a liquidated account to the insurance fund instead of the taker fee; not negative.</param>
public sealed record FeeSchedule(Rate Maker, Rate Taker, Rate Liquidation)
{
    /// <summary>No fees at all.</summary>
    public static FeeSchedule Free { get; } = new(Rate.Zero, Rate.Zero, Rate.Zero);
}
