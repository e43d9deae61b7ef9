using System.Numerics;

namespace Plimsoll.Load.Figures;

/// <summary>Counts durations in buckets that grow with them: 64 to each power of two, so that a percentile is told to 1.6 %. One thread at a time.</summary>
internal sealed class LatencyHistogram
{
    private const int Bits = 6;
    private const int PerPower = 1 << Bits;
    private readonly long[] _counts = new long[(65 - Bits) * PerPower];

    public long Count { get; private set; }

    public long Most { get; private set; }

    /// <summary>Counts a duration.</summary>
    /// <param name="nanoseconds">Below zero counts as zero.</param>
    public void Add(long nanoseconds)
    {
        nanoseconds = Math.Max(0, nanoseconds);
        _counts[PlaceOf(nanoseconds)]++;
        Count++;
        Most = Math.Max(Most, nanoseconds);
    }

    public void Add(LatencyHistogram other)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] += other._counts[i];
        }

        Count += other.Count;
        Most = Math.Max(Most, other.Most);
    }

    /// <summary>The duration, in nanoseconds, that this share does not pass; the upper end of its bucket.</summary>
    public double At(double share)
    {
        var left = (long)Math.Ceiling(share * Count);
        for (var i = 0; i < _counts.Length; i++)
        {
            left -= _counts[i];
            if (left <= 0 && _counts[i] > 0)
                return Math.Min(Most, EndOf(i));
        }

        return Most;
    }

    private static int PlaceOf(long value)
    {
        var power = Math.Max(0, BitOperations.Log2((ulong)value | 1) - Bits);
        return (power * PerPower) + (int)(value >> power);
    }

    private static long EndOf(int place)
    {
        // Below two powers each bucket is one nanosecond; from there on the leading bit stands in the place too.
        var power = Math.Max(0, (place / PerPower) - 1);
        return ((place - ((long)power * PerPower) + 1) << power) - 1;
    }
}
