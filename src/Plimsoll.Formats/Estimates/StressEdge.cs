namespace Plimsoll.Formats.Estimates;

/// <summary>Where prices that move alike liquidate something, at one move of volatilities.</summary>
/// <param name="Volatility">Relative move of volatilities.</param>
/// <param name="Fall">The nearest relative fall, as a number not above zero; 0 when something is below its line already, null when no fall to a twentieth does it.</param>
/// <param name="Rise">The nearest relative rise; null when no rise to the twentyfold does it.</param>
public sealed record StressEdge(decimal Volatility, decimal? Fall, decimal? Rise);
