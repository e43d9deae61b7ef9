namespace Plimsoll.Values;

/// <summary>The share of a collateral's value that does not count, 0 … 1. Collateral weight = 1 − haircut; only the haircut is stored.</summary>
/// <remarks>Range is checked on construction; <c>default</c> is no haircut.</remarks>
public readonly record struct Haircut
{
    /// <summary>A haircut of <paramref name="nano"/> billionths.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below zero or above one.</exception>
    public Haircut(long nano)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nano);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(nano, Rate.NanoPerOne);
        Nano = nano;
    }

    /// <summary>The whole value counts.</summary>
    public static Haircut None => default;

    /// <summary>The haircut times 10^9.</summary>
    public long Nano { get; }

    /// <summary>1 − haircut, in billionths.</summary>
    public long WeightNano => Rate.NanoPerOne - Nano;

    /// <summary>From percent, 0 … 100.</summary>
    public static Haircut FromPercent(int percent) => new(percent * 10_000_000L);
}
