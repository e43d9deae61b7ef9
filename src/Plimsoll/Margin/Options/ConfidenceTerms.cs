namespace Plimsoll.Margin.Options;

/// <summary>What is charged initially when an oracle is not confident: (1 − confidence) · factor of the notional, strictly below a threshold.</summary>
/// <param name="PerpetualThreshold">For perpetuals, against the lesser of the confidences of spot and perpetual.</param>
/// <param name="OptionThreshold">For shorts of an expiry, against the least of those of spot, forward and volatility.</param>
/// <param name="CollateralThreshold">For collateral, against that of spot.</param>
/// <param name="Factor">Share charged at no confidence at all.</param>
public sealed record ConfidenceTerms(decimal PerpetualThreshold, decimal OptionThreshold, decimal CollateralThreshold, decimal Factor);
