using Plimsoll.Values;

namespace Plimsoll.Instruments;

/// <summary>Fees as shares of a fill's notional.</summary>
/// <param name="Maker">Paid by the resting side; below zero is a rebate. −<paramref name="Taker"/> … 10 %.</param>
/// <param name="Taker">Paid by the aggressive side; 0 … 10 %.</param>
/// <param name="Liquidation">Paid by a liquidated account to the insurance fund instead of the taker fee; 0 … 10 %.</param>
public sealed record FeeSchedule(Rate Maker, Rate Taker, Rate Liquidation)
{
    /// <summary>No fees at all.</summary>
    public static FeeSchedule Free { get; } = new(Rate.Zero, Rate.Zero, Rate.Zero);
}
