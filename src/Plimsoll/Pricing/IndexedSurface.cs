using Plimsoll.Numerics;
using Plimsoll.Surfaces;
using Plimsoll.Values;

namespace Plimsoll.Pricing;

/// <summary>A surface of one index as it was set, which follows the index until the next one is.</summary>
/// <remarks>
/// What is kept of a slice's forward is its carry log(F/I) over the index of that moment. Between two expiries it is straight in time, before the first it begins at
/// zero, beyond the last it stays; and as time goes on it runs off evenly to nothing at the expiry, so that a surface that nobody renews ends at the index, on which
/// options are settled. Source: docs/spec/0020-option-instruments.md (OPTI-011). Immutable.
/// </remarks>
public sealed class IndexedSurface
{
    private const double NanosecondsPerYear = 365.0 * 86_400 * 1e9;
    private readonly VolatilitySurface _volatilities;
    private readonly double[] _carries;
    private readonly double _unit;

    /// <summary>Takes a surface.</summary>
    /// <param name="at">When it was set.</param>
    /// <param name="index">The index price at that moment, above zero.</param>
    /// <param name="indexDecimals">Its decimals.</param>
    /// <param name="slices">At least one, by rising expiry, all after <paramref name="at"/>.</param>
    public IndexedSurface(Timestamp at, Price index, int indexDecimals, IReadOnlyList<SurfaceSlice> slices)
    {
        _unit = ExactMath.PowerOfTen(indexDecimals);
        _volatilities = new(at, slices);
        _carries = [.. _volatilities.Slices.Select(slice => DeterministicMath.Log(slice.Forward / (index.Units / _unit)))];
    }

    /// <summary>A price of the index in its currency.</summary>
    public double Real(Price price) => price.Units / _unit;

    /// <summary>The forward of an expiry, the time left to it in years, and the volatility there; nothing of the last two when there is none left.</summary>
    /// <param name="price">The index price now.</param>
    /// <param name="strike">The strike, in the currency.</param>
    /// <param name="expiry">The option's expiry.</param>
    /// <param name="now">The present; before the surface was set, that moment counts.</param>
    public (double Forward, double Years, double Volatility) At(Price price, double strike, Timestamp expiry, Timestamp now)
    {
        var index = Real(price);
        var since = now > _volatilities.At ? now : _volatilities.At;
        if (expiry <= since)
        {
            return (index, 0, 0);
        }

        double left = (expiry - since).Nanoseconds;
        double whole = (expiry - _volatilities.At).Nanoseconds;
        var forward = index * DeterministicMath.Exp(Carry(expiry) * (left / whole));
        var volatility = _volatilities.Volatility(expiry, DeterministicMath.Log(strike / forward));
        // Far out a smile that was set by hand may fall below nothing; that is no volatility, not no number.
        return (forward, left / NanosecondsPerYear, volatility > 0 ? volatility : 0);
    }

    private double Carry(Timestamp expiry)
    {
        var slices = _volatilities.Slices;
        var (from, before) = (_volatilities.At, 0.0);
        for (var i = 0; i < slices.Count; i++)
        {
            if (slices[i].Expiry >= expiry)
            {
                double past = (expiry - from).Nanoseconds;
                double span = (slices[i].Expiry - from).Nanoseconds;
                return slices[i].Expiry == expiry ? _carries[i] : before + ((_carries[i] - before) * (past / span));
            }

            (from, before) = (slices[i].Expiry, _carries[i]);
        }

        return before;
    }
}
