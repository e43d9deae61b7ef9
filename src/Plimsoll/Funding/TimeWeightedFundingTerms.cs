namespace Plimsoll.Funding;

/// <summary>The terms of funding by the difference of two time-weighted averages.</summary>
/// <param name="InterestRate">A year's interest, signed.</param>
/// <param name="ClampLower">Least interest term as a share of the external average.</param>
/// <param name="ClampUpper">Largest interest term as such a share.</param>
/// <param name="IsClampedWithoutInterest">Whether the interest term counts when the rate is zero; Vega's text says so, its engine does not.</param>
/// <param name="Scaling">Factor on the payment.</param>
/// <param name="RateLower">Least payment as a share of the external average; null without bound.</param>
/// <param name="RateUpper">Largest payment as such a share; null without bound.</param>
public sealed record TimeWeightedFundingTerms(
    decimal InterestRate = 0,
    decimal ClampLower = 0,
    decimal ClampUpper = 0,
    bool IsClampedWithoutInterest = false,
    decimal Scaling = 1,
    decimal? RateLower = null,
    decimal? RateUpper = null
);
