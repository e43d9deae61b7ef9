using Plimsoll.Numerics;

namespace Plimsoll.Pricing;

/// <summary>The volatility at which Black-76 gives a price.</summary>
/// <remarks>
/// <para>The price less its intrinsic value, exact in two doubles, is the price of the option out of the money; <see cref="ImpliedTotalVolatility"/>
/// inverts that. So the price of an option deep in the money is used to its last digit, and one out of the money is never disturbed by it.</para>
/// <para>Source: docs/spec/0013-options.md (criteria OPTN-010 … OPTN-015). Pure; does not allocate. No argument throws.</para>
/// </remarks>
public static class ImpliedVolatility
{
    /// <summary>The volatility per root of a year.</summary>
    /// <param name="type">Call or put.</param>
    /// <param name="price">The price in the forward's currency, discounted.</param>
    /// <param name="forward">F &gt; 0, finite.</param>
    /// <param name="strike">K &gt; 0, finite.</param>
    /// <param name="years">T &gt; 0, finite.</param>
    /// <param name="discountFactor">D from expiry, above zero and finite; 1 for none.</param>
    public static ImpliedVolatilityAnswer Of(
        OptionType type,
        double price,
        double forward,
        double strike,
        double years,
        double discountFactor
    )
    {
        if (!(discountFactor > 0 && double.IsFinite(discountFactor) && double.IsFinite(price)) || !(years >= 0 && double.IsFinite(years)))
            return ImpliedVolatilityAnswer.None(ImpliedVolatilityStatus.NotAMarket);

        if (years == 0)
            return ImpliedVolatilityAnswer.None(ImpliedVolatilityStatus.NoTime);

        var undiscounted = discountFactor == 1 ? new(price, 0) : DoubleDouble.Quotient(price, discountFactor);
        if (!double.IsFinite(undiscounted.High) || !double.IsFinite(undiscounted.Low))
            return ImpliedVolatilityAnswer.None(ImpliedVolatilityStatus.AboveBound);

        var total = Total(type, undiscounted, forward, strike);
        if (!total.IsFound)
            return total;

        return total with
        {
            Volatility = new DoubleDouble(total.Volatility, 0).Over(DoubleDouble.SquareRoot(years)).High,
        };
    }

    /// <summary>The total volatility s = σ√T of an undiscounted price.</summary>
    /// <param name="type">Call or put.</param>
    /// <param name="undiscountedPrice">The price at expiry's value of money, in the forward's currency.</param>
    /// <param name="forward">F &gt; 0, finite.</param>
    /// <param name="strike">K &gt; 0, finite.</param>
    public static ImpliedVolatilityAnswer TotalOf(OptionType type, double undiscountedPrice, double forward, double strike) =>
        double.IsFinite(undiscountedPrice)
            ? Total(type, new(undiscountedPrice, 0), forward, strike)
            : ImpliedVolatilityAnswer.None(ImpliedVolatilityStatus.NotAMarket);

    private static ImpliedVolatilityAnswer Total(OptionType type, DoubleDouble price, double forward, double strike)
    {
        if (!(forward >= 0 && strike >= 0 && double.IsFinite(forward) && double.IsFinite(strike)))
            return ImpliedVolatilityAnswer.None(ImpliedVolatilityStatus.NotAMarket);

        if (forward == 0 || strike == 0)
            return ImpliedVolatilityAnswer.None(ImpliedVolatilityStatus.NoOptionality);

        var isInTheMoney = type == OptionType.Call ? forward > strike : forward < strike;
        var (lesser, greater) = forward < strike ? (forward, strike) : (strike, forward);
        // Two additions, each exact in a pair as far as a pair reaches: the intrinsic value itself is never rounded.
        var outOfTheMoney = isInTheMoney ? price.Plus(-greater).Plus(lesser) : price;
        if (!(outOfTheMoney.High > 0))
        {
            var status = outOfTheMoney.High == 0 ? ImpliedVolatilityStatus.AtIntrinsic : ImpliedVolatilityStatus.BelowIntrinsic;
            return ImpliedVolatilityAnswer.None(status);
        }

        var missing = new DoubleDouble(-outOfTheMoney.High, -outOfTheMoney.Low).Plus(lesser);
        if (!(missing.High > 0))
        {
            var status = missing.High == 0 ? ImpliedVolatilityStatus.AtBound : ImpliedVolatilityStatus.AboveBound;
            return ImpliedVolatilityAnswer.None(status);
        }

        var (total, steps) = ImpliedTotalVolatility.Of(outOfTheMoney, missing, lesser, greater);
        return new(ImpliedVolatilityStatus.Found, total, steps);
    }
}
