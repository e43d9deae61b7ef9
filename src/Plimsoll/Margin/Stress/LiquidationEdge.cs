namespace Plimsoll.Margin.Stress;

/// <summary>Where prices break an account at one volatility.</summary>
/// <param name="VolatilityMove">The move of volatilities as a share of themselves.</param>
/// <param name="Down">The nearest move of prices below zero that breaks it, as a share; null if none within reach. Zero if it is broken already.</param>
/// <param name="Up">The nearest above zero.</param>
public readonly record struct LiquidationEdge(double VolatilityMove, double? Down, double? Up);
