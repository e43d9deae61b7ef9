namespace Plimsoll.Margin.Stress;

/// <summary>Where prices break an account at one volatility.</summary>
/// <param name="VolatilityMove">The change of log volatility.</param>
/// <param name="Down">The nearest change of log price below zero that breaks it; null if none within reach. Zero if it is broken already.</param>
/// <param name="Up">The nearest above zero.</param>
public readonly record struct LiquidationEdge(double VolatilityMove, double? Down, double? Up);
