namespace Plimsoll.Kernels;

/// <summary>The largest magnitude that a sum of products can take, to be asked at the command: vectors wrap silently.</summary>
/// <remarks>
/// <para>Σ |factor| · (largest |term| it may ever meet). Every partial sum, in any order, is at most that; so a sum whose bound fits never wraps.
/// A book of 32-bit quantities over 32-bit rows fits 64 bits whatever the rows hold as long as the gross quantity stays below 2^32.</para>
/// <para>Source: docs/spec/0021-kernels.md (KERN-010 … KERN-012). It stays at 2^128 − 1 once it is there. Pure; does not allocate.</para>
/// </remarks>
/// <param name="Magnitude">The bound.</param>
public readonly record struct SumBound(UInt128 Magnitude)
{
    /// <summary>Of an empty sum.</summary>
    public static SumBound Zero => default;

    /// <summary>No partial sum leaves 64 bits, and neither does the opposite of one.</summary>
    public bool FitsInt64 => Magnitude <= long.MaxValue;

    /// <summary>No partial sum leaves 128 bits, and neither does the opposite of one.</summary>
    public bool FitsInt128 => Magnitude <= (UInt128)Int128.MaxValue;

    /// <summary>With one number more, such as an account's cash.</summary>
    public SumBound Plus(long number) => new(Saturated(Magnitude, MagnitudeOf(number)));

    /// <summary>With one product more.</summary>
    /// <param name="factor">The quantity.</param>
    /// <param name="termMax">The largest magnitude of the row or coefficient that it is ever multiplied by; its sign does not matter.</param>
    public SumBound Plus(long factor, long termMax) => new(Saturated(Magnitude, (UInt128)MagnitudeOf(factor) * MagnitudeOf(termMax)));

    /// <summary>Of two sums together.</summary>
    public static SumBound operator +(SumBound left, SumBound right) => new(Saturated(left.Magnitude, right.Magnitude));

    /// <summary>Of a book of quantities over rows of 32 bits, whatever the rows hold.</summary>
    public static SumBound OfNarrowRows(ReadOnlySpan<int> quantities)
    {
        var gross = 0UL; // at most 2^31 places of at most 2^31
        foreach (var quantity in quantities)
        {
            gross += MagnitudeOf(quantity);
        }

        return new((UInt128)gross << 31);
    }

    private static UInt128 Saturated(UInt128 left, UInt128 right) => left > UInt128.MaxValue - right ? UInt128.MaxValue : left + right;

    private static ulong MagnitudeOf(long number) => number < 0 ? unchecked((ulong)-number) : (ulong)number;
}
