using Plimsoll.Numerics;

namespace Plimsoll.Pricing;

/// <summary>The European option on a forward that is lognormal at expiry.</summary>
/// <remarks>
/// <para>V = D · E[max(±(F_T − K), 0)], log F_T normal with deviation s = σ√T: the total volatility. D discounts from expiry.</para>
/// <para>The option out of the money is computed, the other follows by parity: V = D · (±(F − K) + V_otm). With x = |log(K/F)|, h = x/s, t = s/2
/// and M Mills' ratio, V_otm = min(F, K) · φ(h − t) · (M(h − t) − M(h + t)), which <see cref="MillsRatio"/> takes without cancellation; so deep wings
/// keep their relative accuracy. h and its square carry about 106 bits.</para>
/// <para>Source: F. Black, The pricing of commodity contracts (1976); the form in Mills' ratio is that of P. Jäckel, Let's be rational (2013);
/// docs/spec/0013-options.md (criteria OPTN-001 … OPTN-007). Pure; does not allocate. No argument throws: outside its range it gives NaN.</para>
/// </remarks>
public static class Black76
{
    /// <summary>The undiscounted value in the forward's currency, from total volatility.</summary>
    /// <param name="type">Call or put.</param>
    /// <param name="forward">F ≥ 0, finite.</param>
    /// <param name="strike">K ≥ 0, finite, in the same currency.</param>
    /// <param name="totalVolatility">s = σ√T ≥ 0. Zero gives max(±(F − K), 0), infinity gives F for a call and K for a put.</param>
    public static double UndiscountedPrice(OptionType type, double forward, double strike, double totalVolatility) =>
        IsPrice(forward) && IsPrice(strike) && totalVolatility >= 0
            ? Undiscounted(type, forward, strike, new(totalVolatility, 0))
            : double.NaN;

    /// <summary>The value in the forward's currency.</summary>
    /// <param name="type">Call or put.</param>
    /// <param name="forward">F ≥ 0, finite.</param>
    /// <param name="strike">K ≥ 0, finite, in the same currency.</param>
    /// <param name="volatility">σ ≥ 0, finite, per root of a year: 0.8 is eighty percent.</param>
    /// <param name="years">T ≥ 0, finite.</param>
    /// <param name="discountFactor">D from expiry, above zero and finite; 1 for none.</param>
    public static double Price(OptionType type, double forward, double strike, double volatility, double years, double discountFactor) =>
        IsMarket(forward, strike, volatility, years, discountFactor)
            ? discountFactor * Undiscounted(type, forward, strike, TotalVolatility(volatility, years))
            : double.NaN;

    /// <summary>Value and sensitivities; arguments as those of <see cref="Price"/>.</summary>
    /// <remarks>
    /// Where s is zero the payoff is what is left: delta is that of its slope, one half at the kink; gamma, and theta's part from volatility, are
    /// zero even at the kink, where their limit is infinite, for a sum over positions must stay a number. Vega and vanna keep their limits there.
    /// </remarks>
    public static Black76Greeks Greeks(
        OptionType type,
        double forward,
        double strike,
        double volatility,
        double years,
        double discountFactor
    )
    {
        if (!IsMarket(forward, strike, volatility, years, discountFactor))
        {
            const double None = double.NaN;
            return new(None, None, None, None, None, None, None, None);
        }

        var total = TotalVolatility(volatility, years);
        var price = discountFactor * Undiscounted(type, forward, strike, total);
        var (d1, d2) = Distances(forward, strike, total);
        var side = type == OptionType.Call ? 1 : -1;
        var root = Math.Sqrt(years);

        // The density leaves range long before its products with distances would matter: zero times infinity is zero here.
        var density = discountFactor * NormalDistribution.Density(d1);
        var isSpread = density > 0 && total.High > 0 && forward > 0;
        var vega = density > 0 ? forward * density * root : 0;
        // r = −log D / T. Both parts over one division: two quotients by a tiny T could be infinite with opposite signs.
        var theta = years > 0 ? ((-DeterministicMath.Log(discountFactor) * price) - (0.5 * vega * volatility)) / years : 0;

        return new(
            price,
            Delta: side * discountFactor * NormalDistribution.Cumulative(side * d1),
            Gamma: isSpread ? density / (forward * total.High) : 0,
            vega,
            theta,
            Rho: -years * price,
            Vanna: Vanna(density, root, volatility, d2),
            Volga: isSpread ? vega * (d1 * d2) / volatility : 0
        );
    }

    private static double Vanna(double density, double root, double volatility, double d2)
    {
        if (density == 0)
            return 0;

        // At no volatility a density above zero means F = K, where d2 = −s/2 and the limit of −d2/σ is √T/2.
        return volatility > 0 ? -density * d2 / volatility : 0.5 * density * root;
    }

    private static double Undiscounted(OptionType type, double forward, double strike, DoubleDouble total)
    {
        var isInTheMoney = type == OptionType.Call ? forward > strike : forward < strike;
        var outOfTheMoney = OutOfTheMoney(Math.Min(forward, strike), Math.Max(forward, strike), total);
        return isInTheMoney ? Math.Abs(forward - strike) + outOfTheMoney : outOfTheMoney;
    }

    /// <summary>The value of the right to the lesser for the greater: the same whichever of them is the strike.</summary>
    private static double OutOfTheMoney(double lesser, double greater, DoubleDouble total)
    {
        if (lesser == 0 || total.High == 0)
            return 0;

        var half = total.High * 0.5;
        if (half > 1e6)
            return lesser;

        var moneyness = Logarithm.OfQuotient(greater, lesser);
        if (moneyness.High > total.High * 1e3)
            return 0; // a thousand deviations away, and no quotient to overflow below

        var distance = moneyness.Over(total);
        var near = Minus(distance, new(half, total.Low * 0.5)); // h − t = −d1 of a call out of the money
        if (near.High > NormalEdge)
            return 0;

        if (near.High < -NormalEdge)
            return lesser;

        var middle = distance.High;
        var density = NormalDistribution.ScaledDensity(near);

        if (half <= MillsRatio.SpreadMax(middle))
            return Scaled.Shift(lesser * (density.Mantissa * MillsRatio.Difference(middle, half)), density.Exponent);

        // Wide of spread, the two terms are no longer close: at most a digit is lost.
        var far = MillsRatio.Of(middle + half);
        return near.High >= 0
            ? Scaled.Shift(lesser * (density.Mantissa * (MillsRatio.Of(near.High) - far)), density.Exponent)
            : lesser * (NormalDistribution.Cumulative(-near.High) - density.Times(far));
    }

    private const double NormalEdge = 39;

    /// <summary>d1 = log(F/K)/s + s/2 and d2 = d1 − s, with their limits: 0 for both where F = K and s = 0.</summary>
    private static (double D1, double D2) Distances(double forward, double strike, DoubleDouble total)
    {
        if (forward == 0 || strike == 0)
        {
            // No forward is never worth anything, no strike is always the forward itself; of both at once, there is no option.
            var distance = forward == 0 ? double.NegativeInfinity : double.PositiveInfinity;
            return (distance, distance);
        }

        var moneyness = Logarithm.OfQuotient(forward, strike);
        if (total.High == 0)
        {
            var distance = moneyness.High == 0 ? 0 : moneyness.High * double.PositiveInfinity;
            return (distance, distance);
        }

        // Beyond a thousand deviations only the sign matters; the quotient of pairs must not overflow.
        var middle = Math.Abs(moneyness.High) > total.High * 1e3 ? new(moneyness.High / total.High, 0) : moneyness.Over(total);
        var half = new DoubleDouble(total.High * 0.5, total.Low * 0.5);
        return (Minus(middle, new(-half.High, -half.Low)).High, Minus(middle, half).High);
    }

    private static DoubleDouble Minus(DoubleDouble left, DoubleDouble right)
    {
        if (double.IsInfinity(left.High))
            return left;

        var difference = left.Plus(-right.High);
        return DoubleDouble.SumOrdered(difference.High, difference.Low - right.Low);
    }

    /// <summary>σ√T with the rest of its rounding: in the wings half a unit of s moves the price by hundreds.</summary>
    private static DoubleDouble TotalVolatility(double volatility, double years) =>
        volatility > 0 && years > 0 ? Kept(DoubleDouble.SquareRoot(years).Times(volatility)) : default;

    private static DoubleDouble Kept(DoubleDouble total) => double.IsFinite(total.Low) ? total : new(total.High, 0);

    private static bool IsMarket(double forward, double strike, double volatility, double years, double discountFactor) =>
        IsPrice(forward)
        && IsPrice(strike)
        && IsPrice(volatility)
        && IsPrice(years)
        && discountFactor > 0
        && double.IsFinite(discountFactor);

    private static bool IsPrice(double number) => number >= 0 && double.IsFinite(number);
}
