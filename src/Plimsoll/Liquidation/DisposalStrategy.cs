namespace Plimsoll.Liquidation;

/// <summary>How fast an inherited position is given back to the market.</summary>
/// <param name="Fraction">Share of the position tried at each step, above zero to 1.</param>
/// <param name="FullSize">At or below this size all of it is tried.</param>
/// <param name="MaxConsumed">Largest share of the volume on the other side that a step may take, 0 to 1.</param>
public sealed record DisposalStrategy(decimal Fraction, decimal FullSize, decimal MaxConsumed);
