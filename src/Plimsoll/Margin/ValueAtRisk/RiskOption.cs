using Plimsoll.Pricing;

namespace Plimsoll.Margin.ValueAtRisk;

/// <summary>What a European option adds to a position in its forward.</summary>
/// <param name="Type">Call or put.</param>
/// <param name="Strike">K, above zero, in the forward's currency.</param>
/// <param name="Years">T ≥ 0 to expiry, from now.</param>
/// <param name="Volatility">σ ≥ 0 now, per root of a year.</param>
/// <param name="VolatilityFactor">The risk factor whose moves are changes of log σ; −1 where volatility stays.</param>
/// <param name="DiscountFactor">From expiry, above zero; 1 for none. Held.</param>
public sealed record RiskOption(
    OptionType Type,
    double Strike,
    double Years,
    double Volatility,
    int VolatilityFactor = -1,
    double DiscountFactor = 1
);
