namespace Plimsoll.Margin.Options;

/// <summary>The options of one expiry and its market.</summary>
/// <param name="Seconds">Time to expiry, zero or more.</param>
/// <param name="Forward">The expiry's own forward, above zero.</param>
/// <param name="ForwardConfidence">How sure the forward's oracle is, from 0 to 1.</param>
/// <param name="VolatilityConfidence">How sure the volatility's is, from 0 to 1.</param>
/// <param name="Options">The options.</param>
public sealed record OptionExpiry(
    decimal Seconds,
    decimal Forward,
    decimal ForwardConfidence,
    decimal VolatilityConfidence,
    IReadOnlyList<OptionHolding> Options
);
