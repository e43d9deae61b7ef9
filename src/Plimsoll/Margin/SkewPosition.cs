namespace Plimsoll.Margin;

/// <summary>A position in a market whose price depends on its skew.</summary>
/// <param name="Market">Which market.</param>
/// <param name="Size">Signed size.</param>
/// <param name="OraclePrice">Oracle price, above zero.</param>
/// <param name="SkewBefore">Longs less shorts before it was opened.</param>
/// <param name="Ratios">The market's margin ratios.</param>
public sealed record SkewPosition(string Market, decimal Size, decimal OraclePrice, decimal SkewBefore, SkewScaledRatios Ratios);
