using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Rules;

/// <summary>One row of a margin table.</summary>
/// <param name="Floor">The notional, in the settlement asset, at which it begins; the first at 0.</param>
/// <param name="InitialMarginRate">The share of notional needed to open.</param>
/// <param name="MaintenanceMarginRate">The share of notional needed to keep.</param>
/// <param name="MaintenanceAmount">What a progressive table deducts; follows from the rates, and is not read.</param>
public sealed record TierRules(
    DecimalText Floor,
    DecimalText InitialMarginRate,
    DecimalText MaintenanceMarginRate,
    DecimalText? MaintenanceAmount = null
);
