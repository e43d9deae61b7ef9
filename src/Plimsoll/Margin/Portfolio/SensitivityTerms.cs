namespace Plimsoll.Margin.Portfolio;

/// <summary>What margin by Greeks is to cover in one underlying.</summary>
/// <param name="Range">The move of the price, as a share of it, not negative.</param>
/// <param name="VolatilityMove">The move of implied volatility either way, in points (0.01 is one), not negative.</param>
/// <param name="Days">Time that passes, not negative.</param>
public sealed record SensitivityTerms(double Range, double VolatilityMove, double Days);
