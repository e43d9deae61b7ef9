using System.Numerics;
using Plimsoll.Instruments;
using Plimsoll.Numerics;
using Plimsoll.Pricing;
using Plimsoll.Surfaces;
using Plimsoll.Values;

namespace Plimsoll.Testing.Naive;

/// <summary>The mark of an option: docs/spec/0020, "Mark". Black-76 and the surface's volatility are the product's: they are the definition.</summary>
internal static class NaiveOptionMark
{
    private const double Year = 365.0 * 86_400 * 1e9;

    /// <summary>Null while the index has no surface.</summary>
    public static BigInteger? Of(NaiveState state, NaiveInstrument instrument)
    {
        var index = state.Indices[instrument.Parameters.Underlying.Value];
        if (index.Surface is not { } surface)
            return null;

        var unit = Math.Pow(10, index.Parameters.Decimals);
        var (spot, strike) = ((double)index.Price / unit, instrument.Parameters.Option!.Strike.Units / unit);
        var expiry = instrument.Parameters.Expiry.Nanoseconds;
        var (forward, volatility, years) = (spot, 0.0, 0.0);
        if (expiry > state.Now)
        {
            var left = (double)(expiry - state.Now) / (expiry - surface.At);
            forward = spot * DeterministicMath.Exp(Carry(surface.At, (double)surface.Price / unit, surface.Slices, expiry) * left);
            volatility = new VolatilitySurface(new(surface.At), surface.Slices).Volatility(
                new(expiry),
                DeterministicMath.Log(strike / forward)
            );
            years = (expiry - state.Now) / Year;
        }

        var worth = Black76.Price(instrument.Parameters.Option.Right, forward, strike, double.IsNaN(volatility) ? 0 : volatility, years, 1);
        worth = instrument.Parameters.Payoff == Payoff.Inverse ? worth / forward : worth;
        var exact = Exact(worth) * Ratio.PowerOfTen(instrument.Parameters.PriceDecimals);
        var mark = BigInteger.Clamp(Nearest(exact), 1, Price.MaxUnits);
        var hasBook = instrument.Bid.Sign > 0 && instrument.Ask >= instrument.Bid;
        return hasBook ? BigInteger.Clamp(mark, instrument.Bid, instrument.Ask) : mark;
    }

    /// <summary>log(F/I) of an expiry: straight in time between the moment of the surface, where it is nothing, and the slices; level beyond the last.</summary>
    private static double Carry(long at, double spot, List<SurfaceSlice> slices, long expiry)
    {
        var known = slices
            .Select(slice => (Time: slice.Expiry.Nanoseconds, Log: DeterministicMath.Log(slice.ForwardUnits / 1e9 / spot)))
            .ToList();
        if (expiry >= known[^1].Time)
            return known[^1].Log;

        var (time, log) = known.First(each => each.Time >= expiry);
        var (before, carried) = known.LastOrDefault(each => each.Time < expiry, (Time: at, Log: 0.0));
        return time == expiry ? log : carried + ((log - carried) * ((double)(expiry - before) / (time - before)));
    }

    /// <summary>A double as the fraction that it is.</summary>
    private static Ratio Exact(double number)
    {
        var bits = BitConverter.DoubleToInt64Bits(number);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var digits = (BigInteger)(bits & 0xF_FFFF_FFFF_FFFF) + (exponent == 0 ? 0 : BigInteger.One << 52);
        var shift = Math.Max(exponent, 1) - 1075;
        return shift >= 0 ? Ratio.Of(digits << shift, 1) : Ratio.Of(digits, BigInteger.One << -shift);
    }

    /// <summary>Nearest, a half to the even.</summary>
    private static BigInteger Nearest(Ratio number)
    {
        var floor = number.Floor();
        var twice = 2 * (number - Ratio.Of(floor, 1));
        var isHalf = twice.Numerator == twice.Denominator;
        return floor + ((isHalf ? !floor.IsEven : twice.IsAbove(Ratio.Of(1, 1))) ? 1 : 0);
    }
}
