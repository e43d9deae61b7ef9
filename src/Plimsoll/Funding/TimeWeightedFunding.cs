using Plimsoll.Values;

namespace Plimsoll.Funding;

/// <summary>Funding by the difference between the averages of a perpetual's own price and of an outside price over a period.</summary>
/// <remarks>
/// pay = F − S + clamp((1 + i·Δ)·S − F; cl·S, cu·S), times the share of the period outside auctions, times a factor, bounded by shares of S,
/// and cut toward zero to whole units of price. Source: vegaprotocol/specs 0053-PERP.
/// </remarks>
public static class TimeWeightedFunding
{
    private const decimal SecondsOfYear = 365m * 24 * 60 * 60;

    /// <summary>The payment per contract, positive when longs pay, and the rate before the cut.</summary>
    /// <param name="own">Average of the perpetual's own price, F.</param>
    /// <param name="external">Average of the outside price, S.</param>
    /// <param name="seconds">Length of the period.</param>
    /// <param name="paused">Part of it spent in auctions.</param>
    /// <param name="terms">The terms; the lower clamp is not above the upper.</param>
    public static (decimal Payment, decimal Rate) Of(
        decimal own,
        decimal external,
        decimal seconds,
        decimal paused,
        TimeWeightedFundingTerms terms
    )
    {
        ExactFraction payment = own - external;
        ExactFraction outside = external;
        if (terms.InterestRate != 0 || terms.IsClampedWithoutInterest)
        {
            var grown = outside * (1 + ((ExactFraction)terms.InterestRate * seconds / SecondsOfYear));
            payment += ExactFraction.Max(outside * terms.ClampLower, ExactFraction.Min(outside * terms.ClampUpper, grown - own));
        }

        if (paused > 0 && seconds > 0)
        {
            payment = payment * (seconds - paused) / seconds;
        }

        payment *= terms.Scaling;
        if (terms.RateUpper is { } upper)
        {
            payment = ExactFraction.Min(payment, outside * upper);
        }

        if (terms.RateLower is { } lower)
        {
            payment = ExactFraction.Max(payment, outside * lower);
        }

        return (payment.Truncate(), external == 0 ? 0 : (payment / external).ToDecimal());
    }

    /// <summary>What a party receives, cut toward zero.</summary>
    /// <param name="position">Signed size.</param>
    /// <param name="payment">Payment per contract.</param>
    /// <param name="decimals">Decimals of sizes.</param>
    public static decimal CashFlow(decimal position, decimal payment, int decimals) =>
        (-(ExactFraction)position * payment * ExactFraction.PowerOfTen(-decimals)).Truncate();

    /// <summary>What a party has to hold as margin for what it would pay if the period ended now; zero when it would receive.</summary>
    /// <param name="position">Signed size.</param>
    /// <param name="payment">Payment per contract so far.</param>
    /// <param name="share">Share of it that has to be held.</param>
    /// <param name="decimals">Decimals of sizes.</param>
    public static decimal MarginFor(decimal position, decimal payment, decimal share, int decimals) =>
        ExactFraction.Max(0, (ExactFraction)position * payment * share * ExactFraction.PowerOfTen(-decimals)).ToDecimal();
}
