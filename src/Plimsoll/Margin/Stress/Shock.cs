namespace Plimsoll.Margin.Stress;

/// <summary>A sudden change of every price and volatility that an account depends on.</summary>
/// <param name="Prices">The change of log price of each underlying: −0.5 is a fall by 39 %.</param>
/// <param name="Volatility">The change of the logarithm of implied volatility, common to all: 0.5 is a rise by 65 %.</param>
public sealed record Shock(IReadOnlyList<double> Prices, double Volatility);
