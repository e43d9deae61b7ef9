using Plimsoll.Values;

namespace Plimsoll.Surfaces;

/// <summary>The implied volatility of every strike and expiry of one underlying, from whole numbers alone.</summary>
/// <remarks>
/// Between two expiries total variance is straight in time at the same log-moneyness, so that it does not fall if it did not between the two; before the first
/// and after the last the nearest smile's volatility holds. Source: docs/spec/0016-surfaces.md (SURF-008). Pure.
/// </remarks>
public sealed class VolatilitySurface
{
    private const double NanosecondsPerYear = 365.0 * 86_400 * 1e9;
    private readonly SurfaceSlice[] _slices;

    /// <summary>Builds a surface.</summary>
    /// <param name="at">The moment that total variance is counted from.</param>
    /// <param name="slices">At least one, by rising expiry, all after <paramref name="at"/>.</param>
    /// <exception cref="ArgumentException">No slice, or not in order.</exception>
    public VolatilitySurface(Timestamp at, IReadOnlyList<SurfaceSlice> slices)
    {
        ArgumentNullException.ThrowIfNull(slices);
        if (slices.Count == 0)
            throw new ArgumentException("A surface needs at least one expiry.", nameof(slices));

        var previous = at;
        foreach (var slice in slices)
        {
            if (slice.Expiry <= previous)
                throw new ArgumentException(
                    $"Expiries must rise from {at.Nanoseconds} on; found {slice.Expiry.Nanoseconds} after {previous.Nanoseconds}.",
                    nameof(slices)
                );

            previous = slice.Expiry;
        }

        At = at;
        _slices = [.. slices];
    }

    /// <summary>The moment that total variance is counted from.</summary>
    public Timestamp At { get; }

    /// <summary>The expiries, by time.</summary>
    public IReadOnlyList<SurfaceSlice> Slices => _slices;

    /// <summary>The volatility per root of a year of 365 days.</summary>
    /// <param name="expiry">After <see cref="At"/>; NaN otherwise.</param>
    /// <param name="logMoneyness">log(K/F) with the expiry's own forward.</param>
    public double Volatility(Timestamp expiry, double logMoneyness)
    {
        var years = Years(expiry);
        return years > 0 ? Math.Sqrt(TotalVariance(expiry, logMoneyness) / years) : double.NaN;
    }

    /// <summary>σ²T.</summary>
    /// <param name="expiry">After <see cref="At"/>; NaN otherwise.</param>
    /// <param name="logMoneyness">log(K/F) with the expiry's own forward.</param>
    public double TotalVariance(Timestamp expiry, double logMoneyness)
    {
        var years = Years(expiry);
        if (!(years > 0))
            return double.NaN;

        var next = FirstFrom(expiry);
        if (next == 0 || next == _slices.Length)
        {
            var nearest = _slices[next == 0 ? 0 : ^1];
            return nearest.Expiry == expiry
                ? nearest.Smile.TotalVariance(logMoneyness)
                : nearest.Smile.TotalVariance(logMoneyness) * (years / Years(nearest.Expiry));
        }

        var (left, right) = (_slices[next - 1], _slices[next]);
        var (from, to) = (left.Smile.TotalVariance(logMoneyness), right.Smile.TotalVariance(logMoneyness));
        var share = (years - Years(left.Expiry)) / (Years(right.Expiry) - Years(left.Expiry));
        return right.Expiry == expiry ? to : from + (share * (to - from));
    }

    /// <summary>Not by a lambda: what it takes along would be allocated for every option at every tick.</summary>
    private int FirstFrom(Timestamp expiry)
    {
        var place = 0;
        while (place < _slices.Length && _slices[place].Expiry < expiry)
        {
            place++;
        }

        return place;
    }

    private double Years(Timestamp expiry) => (expiry - At).Nanoseconds / NanosecondsPerYear;
}
