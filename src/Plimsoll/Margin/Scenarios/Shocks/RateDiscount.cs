namespace Plimsoll.Margin.Scenarios.Shocks;

/// <summary>A discount: a base, and a rate that follows the interest rate.</summary>
/// <param name="Base">Share at expiry, not negative.</param>
/// <param name="RateScale">Multiple of the interest rate.</param>
/// <param name="RateAdd">Rate added to that.</param>
public sealed record RateDiscount(double Base, double RateScale, double RateAdd)
{
    /// <summary>The rate of the discount.</summary>
    public double Of(double rate) => (rate * RateScale) + RateAdd;
}
