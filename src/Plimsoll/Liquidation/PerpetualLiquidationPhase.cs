namespace Plimsoll.Liquidation;

/// <summary>What one phase did.</summary>
/// <param name="Name">Which phase.</param>
/// <param name="Lots">Lots by which the position came closer to zero.</param>
/// <param name="Settled">Profit settled, before the fee.</param>
/// <param name="Health">Health as it is expected after it.</param>
public sealed record PerpetualLiquidationPhase(string Name, decimal Lots, decimal Settled, decimal Health);
