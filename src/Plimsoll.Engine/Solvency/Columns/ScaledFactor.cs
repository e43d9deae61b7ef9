using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Columns;

/// <summary>A number that prices are multiplied by: mantissa · 2^−shift, rounded to one side when it was made and again when it is used.</summary>
/// <remarks>Prices are at most 10^15, below 2^50, and mantissas below 2^62: a product fits 112 bits. Pure; does not allocate.</remarks>
/// <param name="Mantissa">Zero or more, below 2^62.</param>
/// <param name="Shift">How far to the left the point is, 0 … 120.</param>
/// <param name="IsUp">Whether it is rounded up, or down.</param>
internal readonly record struct ScaledFactor(ulong Mantissa, int Shift, bool IsUp)
{
    private const int MantissaBits = 62;
    private const int MostShift = 120;
    private const ulong Atto = 1_000_000_000_000_000_000;

    /// <summary>numerator ÷ denominator · share ÷ 10^18 · 2^scale; null where that needs more bits than there are.</summary>
    /// <param name="numerator">Zero or more, below 2^120.</param>
    /// <param name="denominator">Above zero.</param>
    /// <param name="share">In 10^-18.</param>
    /// <param name="scale">Bits after the point that a result is to have.</param>
    /// <param name="isUp">To which side all is rounded.</param>
    public static ScaledFactor? Of(UInt128 numerator, ulong denominator, ulong share, int scale, bool isUp)
    {
        var (quotient, shift) = Divided(numerator, denominator, isUp);
        var (shared, more) = Divided((UInt128)quotient * share, Atto, isUp);
        shift += more - scale;
        return shared == 0 ? new(0, 0, isUp)
            : shift is < 0 or > MostShift ? null
            : new(shared, shift, isUp);
    }

    /// <summary>The price times the number, rounded to its side; null beyond 62 bits.</summary>
    public long? TryTimes(long price)
    {
        var product = (UInt128)(ulong)price * Mantissa;
        var whole = (product + (IsUp ? (UInt128.One << Shift) - 1 : 0)) >> Shift;
        return whole >> MantissaBits == 0 ? (long)whole : null;
    }

    /// <summary>The same of a price up to one for which it was found to fit.</summary>
    public long Times(long price)
    {
        // The halves of the product: what 128 bits do in a call takes longer than the product.
        var high = Math.BigMul((ulong)price, Mantissa, out var low);
        if (IsUp)
        {
            var (addHigh, addLow) = Shift < 64 ? (0UL, (1UL << Shift) - 1) : ((1UL << (Shift - 64)) - 1, ulong.MaxValue);
            var sum = unchecked(low + addLow);
            high += addHigh + (sum < low ? 1UL : 0);
            low = sum;
        }

        return (long)(
            Shift == 0 ? low
            : Shift < 64 ? (low >> Shift) | (high << (64 - Shift))
            : high >> (Shift - 64)
        );
    }

    /// <summary>A quotient in 62 bits, and where its point is.</summary>
    private static (ulong Mantissa, int Shift) Divided(UInt128 dividend, UInt128 divisor, bool isUp)
    {
        if (dividend == 0)
        {
            return (0, 0);
        }

        var left = (int)UInt128.LeadingZeroCount(dividend);
        var (quotient, rest) = UInt128.DivRem(dividend << left, divisor);
        var isExact = rest == 0;
        var right = Math.Max(0, 128 - (int)UInt128.LeadingZeroCount(quotient) - (MantissaBits - 1));
        isExact &= (quotient & ((UInt128.One << right) - 1)) == 0;
        // One bit less than there is room for, so that rounding up has room too.
        return ((ulong)(quotient >> right) + (isUp && !isExact ? 1UL : 0), left - right);
    }

    /// <summary>1 less, or more, what a margin rate times a multiple of it comes to, in 10^-18; null where nothing is left.</summary>
    public static ulong? Share(Rate rate, Rate multiple, bool isMore)
    {
        var part = (UInt128)(ulong)rate.Nano * (ulong)multiple.Nano;
        return isMore ? (ulong)(Atto + part)
            : part < Atto ? (ulong)(Atto - part)
            : null;
    }
}
