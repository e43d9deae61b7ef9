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
        if (index.Surface is null)
            return null;

        var unit = Math.Pow(10, index.Parameters.Decimals);
        var (spot, strike) = ((double)index.Price / unit, instrument.Parameters.Option!.Strike.Units / unit);
        var expiry = instrument.Parameters.Expiry.Nanoseconds;
        var (forward, volatility) = Look(state, instrument, state.Now) ?? (spot, 0);
        var years = Math.Max(0, expiry - state.Now) / Year;
        var worth = Black76.Price(instrument.Parameters.Option.Right, forward, strike, volatility, years, 1);
        worth = instrument.Parameters.Payoff == Payoff.Inverse ? worth / forward : worth;
        var exact = NaiveReal.Exact(worth) * Ratio.PowerOfTen(instrument.Parameters.PriceDecimals);
        var mark = BigInteger.Clamp(Nearest(exact), 1, Price.MaxUnits);
        var hasBook = instrument.Bid.Sign > 0 && instrument.Ask >= instrument.Bid;
        return hasBook ? BigInteger.Clamp(mark, instrument.Bid, instrument.Ask) : mark;
    }

    /// <summary>Forward and volatility of an option at a moment; null at and after its expiry, and without a surface or an index price.</summary>
    public static (double Forward, double Volatility)? Look(NaiveState state, NaiveInstrument instrument, long now)
    {
        var index = state.Indices[instrument.Parameters.Underlying.Value];
        var expiry = instrument.Parameters.Expiry.Nanoseconds;
        if (index.Surface is not { } surface || index.Price.IsZero || expiry <= now)
            return null;

        var unit = Math.Pow(10, index.Parameters.Decimals);
        var left = (double)(expiry - now) / (expiry - surface.At);
        var carry = Carry(surface.At, (double)surface.Price / unit, surface.Slices, expiry);
        var forward = (double)index.Price / unit * DeterministicMath.Exp(carry * left);
        var distance = DeterministicMath.Log(instrument.Parameters.Option!.Strike.Units / unit / forward);
        var volatility = new VolatilitySurface(new(surface.At), surface.Slices).Volatility(new(expiry), distance);
        return (forward, double.IsNaN(volatility) ? 0 : volatility);
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

    /// <summary>Nearest, a half to the even.</summary>
    private static BigInteger Nearest(Ratio number)
    {
        var floor = number.Floor();
        var twice = 2 * (number - Ratio.Of(floor, 1));
        var isHalf = twice.Numerator == twice.Denominator;
        return floor + ((isHalf ? !floor.IsEven : twice.IsAbove(Ratio.Of(1, 1))) ? 1 : 0);
    }
}
