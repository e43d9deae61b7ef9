using Plimsoll.Pricing;

namespace Plimsoll.Margin.Options;

/// <summary>An option held or owed.</summary>
/// <param name="Type">Call or put.</param>
/// <param name="Strike">Strike, above zero.</param>
/// <param name="Quantity">Signed number of underlyings; below zero is short.</param>
/// <param name="Volatility">Implied volatility per root of a year, zero or more.</param>
public sealed record OptionHolding(OptionType Type, decimal Strike, decimal Quantity, decimal Volatility);
