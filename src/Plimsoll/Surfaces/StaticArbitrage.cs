using Plimsoll.Numerics;
using Plimsoll.Pricing;

namespace Plimsoll.Surfaces;

/// <summary>Counts static arbitrage among the strikes of a surface, as quoted and as fitted.</summary>
/// <remarks>
/// Calls per unit of the forward, C(κ) at κ = K/F: never above C of a lower strike, never steeper than one for one, and convex. Puts enter by parity. Between
/// expiries total variance at the same log-moneyness may not fall. Source: P. Carr and D. Madan, A note on sufficient conditions for no arbitrage (2005).
/// </remarks>
public static class StaticArbitrage
{
    /// <summary>Below this much of the forward a difference is rounding.</summary>
    private const double Tolerance = 1e-12;

    /// <summary>Within one expiry, and towards the next.</summary>
    /// <param name="slice">The expiry.</param>
    /// <param name="next">The one after it; null for none.</param>
    /// <param name="isFitted">True for the surface's volatilities at the strikes of the used quotes, false for the quotes' own.</param>
    public static ArbitrageCount Count(SliceFit slice, SliceFit? next, bool isFitted)
    {
        ArgumentNullException.ThrowIfNull(slice);
        var strikes = Strikes(slice, isFitted);
        var count = Butterflies(strikes);
        return next is null ? count : count.Add(Calendars(strikes, Strikes(next, isFitted)));
    }

    private static List<Strike> Strikes(SliceFit slice, bool isFitted)
    {
        var strikes = new List<Strike>();
        foreach (var reading in slice.Readings.OrderBy(reading => reading.LogMoneyness))
        {
            // Outliers are part of what was quoted.
            if (reading.Use is not (QuoteUse.Used or QuoteUse.Outlier) || double.IsNaN(reading.MidVolatility))
                continue;

            var (bid, mid, ask) = isFitted
                ? (reading.Volatility, reading.Volatility, reading.Volatility)
                : (reading.BidVolatility, reading.MidVolatility, reading.AskVolatility);
            if (!double.IsNaN(mid))
            {
                strikes.Add(new(reading.LogMoneyness, slice.Years, bid, mid, ask));
            }
        }

        return strikes;
    }

    private static ArbitrageCount Butterflies(List<Strike> strikes)
    {
        var (mids, tradable) = (0, 0);
        for (var i = 1; i < strikes.Count; i++)
        {
            var (low, middle) = (strikes[i - 1], strikes[i]);
            var step = middle.Ratio - low.Ratio;
            mids += IsOutside(low.Call(low.Mid) - middle.Call(middle.Mid), step) ? 1 : 0;
            tradable += IsOutside(low.Call(low.Ask) - middle.Call(middle.Bid), double.PositiveInfinity) ? 1 : 0;
            tradable += low.Call(low.Bid) - middle.Call(middle.Ask) > step + Tolerance ? 1 : 0;
            if (i + 1 == strikes.Count)
                break;

            var high = strikes[i + 1];
            var share = (high.Ratio - middle.Ratio) / (high.Ratio - low.Ratio);
            mids += middle.Call(middle.Mid) > (share * low.Call(low.Mid)) + ((1 - share) * high.Call(high.Mid)) + Tolerance ? 1 : 0;
            tradable += middle.Call(middle.Bid) > (share * low.Call(low.Ask)) + ((1 - share) * high.Call(high.Ask)) + Tolerance ? 1 : 0;
        }

        return new(mids, 0, tradable, 0);
    }

    private static bool IsOutside(double fall, double step) => fall < -Tolerance || fall > step + Tolerance;

    private static ArbitrageCount Calendars(List<Strike> earlier, List<Strike> later)
    {
        var (mids, tradable) = (0, 0);
        foreach (var strike in earlier)
        {
            var right = later.FindIndex(other => other.LogMoneyness >= strike.LogMoneyness);
            if (right < 0 || (right == 0 && later[0].LogMoneyness > strike.LogMoneyness))
                continue;

            var left = Math.Max(0, right - 1);
            var span = later[right].LogMoneyness - later[left].LogMoneyness;
            var share = span > 0 ? (strike.LogMoneyness - later[left].LogMoneyness) / span : 0;
            double Between(Func<Strike, double> side) =>
                later[left].Variance(side) + (share * (later[right].Variance(side) - later[left].Variance(side)));
            mids += strike.Variance(one => one.Mid) > Between(one => one.Mid) + Tolerance ? 1 : 0;
            tradable += strike.Variance(one => one.Bid) > Between(one => one.Ask) + Tolerance ? 1 : 0;
        }

        return new(0, mids, 0, tradable);
    }

    private readonly record struct Strike(double LogMoneyness, double Years, double Bid, double Mid, double Ask)
    {
        public double Ratio { get; } = DeterministicMath.Exp(LogMoneyness);

        public double Call(double volatility) => Black76.UndiscountedPrice(OptionType.Call, 1, Ratio, volatility * Math.Sqrt(Years));

        public double Variance(Func<Strike, double> side) => side(this) * side(this) * Years;
    }
}
