using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Plimsoll.Values;

/// <summary>Exact integer products and quotients; the only place where Plimsoll divides money.</summary>
/// <remarks>
/// Every result equals the mathematical one rounded once in the named direction; an overflow throws.
/// The short paths exist because 128-bit division costs ten times a 64-bit one; tests compare them with <see cref="BigInteger"/>.
/// </remarks>
public static class ExactMath
{
    /// <summary>Divides, rounding once. <paramref name="divisor"/> must be positive.</summary>
    public static Int128 Divide(Int128 dividend, Int128 divisor, Rounding rounding)
    {
        RequirePositive(divisor);
        return IsShort(dividend) && IsShort(divisor)
            ? DivideShort(unchecked((long)dividend), unchecked((long)divisor), rounding)
            : DivideLong(dividend, divisor, rounding);
    }

    private static Int128 DivideLong(Int128 dividend, Int128 divisor, Rounding rounding)
    {
        var quotient = TowardZero(dividend, divisor);
        return Adjust(quotient, dividend - (quotient * divisor), rounding);
    }

    /// <summary>value · multiplier ÷ divisor, rounded once. <paramref name="divisor"/> must be positive.</summary>
    /// <exception cref="OverflowException">The result does not fit 128 bits.</exception>
    public static Int128 MulDiv(Int128 value, long multiplier, long divisor, Rounding rounding)
    {
        RequirePositive(divisor);
        if (divisor == 1)
        {
            return IsShort(value) ? Math.BigMul(unchecked((long)value), multiplier) : checked(value * multiplier);
        }

        if (IsShort(value))
        {
            // The product of two 64-bit numbers always fits 128 bits.
            return Divide(Math.BigMul(unchecked((long)value), multiplier), divisor, rounding);
        }

        // value = whole·divisor + rest, so value·m/d = whole·m + rest·m/d, and |rest·m| < 2^126: exact without 256 bits.
        // Toward zero, so that both parts have one sign and no step overflows unless the result does.
        var whole = TowardZero(value, divisor);
        var rest = value - (whole * divisor);
        return checked((whole * multiplier) + Divide(rest * multiplier, divisor, rounding));
    }

    /// <summary>value · multiplier ÷ divisor for operands of any size, rounded once. Allocates: for rare paths only.</summary>
    /// <exception cref="OverflowException">The result does not fit 128 bits.</exception>
    public static Int128 MulDivWide(Int128 value, Int128 multiplier, Int128 divisor, Rounding rounding)
    {
        RequirePositive(divisor);
        return (Int128)DivideUnlimited((BigInteger)value * multiplier, divisor, rounding);
    }

    /// <summary>Divides numbers of any size, rounding once. <paramref name="divisor"/> must be positive. Allocates.</summary>
    internal static BigInteger DivideUnlimited(BigInteger dividend, BigInteger divisor, Rounding rounding)
    {
        var quotient = BigInteger.DivRem(dividend, divisor, out var remainder);
        return rounding == Rounding.Floor ? quotient - (remainder.Sign < 0 ? 1 : 0) : quotient + (remainder.Sign > 0 ? 1 : 0);
    }

    /// <summary>Ten to the power of <paramref name="exponent"/>, 0 … 18.</summary>
    public static long PowerOfTen(int exponent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(exponent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(exponent, 18);
        var power = 1L;
        for (var i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }

    private static Int128 TowardZero(Int128 dividend, Int128 divisor) =>
        divisor <= uint.MaxValue ? DivideByWord(dividend, (uint)divisor) : dividend / divisor;

    private static bool IsShort(Int128 value) => unchecked((long)value) == value;

    private static Int128 DivideShort(long dividend, long divisor, Rounding rounding)
    {
        var quotient = dividend / divisor;
        var remainder = dividend - (quotient * divisor);
        return rounding == Rounding.Floor ? quotient - (remainder < 0 ? 1 : 0) : quotient + (remainder > 0 ? 1 : 0);
    }

    private static Int128 Adjust(Int128 quotient, Int128 remainder, Rounding rounding) =>
        rounding == Rounding.Floor ? quotient - (remainder < 0 ? 1 : 0) : quotient + (remainder > 0 ? 1 : 0);

    /// <summary>Long division in base 2^32, truncating toward zero.</summary>
    private static Int128 DivideByWord(Int128 dividend, uint divisor)
    {
        var negative = dividend < 0;
        var magnitude = negative ? unchecked((UInt128)(-dividend)) : (UInt128)dividend;
        var high = (ulong)(magnitude >> 64);
        var low = unchecked((ulong)magnitude);
        if (high < divisor)
        {
            // The two upper digits of the quotient are zero: the usual case for money.
            var first = (high << 32) | (low >> 32);
            var upper = first / divisor;
            var lower = (((first - (upper * divisor)) << 32) | (low & uint.MaxValue)) / divisor;
            var small = (Int128)((upper << 32) | lower);
            return negative ? -small : small;
        }

        var q3 = (high >> 32) / divisor;
        var carry = ((high >> 32) - (q3 * divisor)) << 32 | (high & uint.MaxValue);
        var q2 = carry / divisor;
        carry = (carry - (q2 * divisor)) << 32 | (low >> 32);
        var q1 = carry / divisor;
        carry = (carry - (q1 * divisor)) << 32 | (low & uint.MaxValue);
        var q0 = carry / divisor;
        var quotient = unchecked((Int128)new UInt128((q3 << 32) | q2, (q1 << 32) | q0));
        return negative ? unchecked(-quotient) : quotient; // −2^127 ÷ 1 is its own opposite
    }

    private static void RequirePositive(Int128 divisor)
    {
        if (divisor <= 0)
        {
            ThrowNotPositive(divisor);
        }
    }

    [DoesNotReturn]
    private static void ThrowNotPositive(Int128 divisor) =>
        throw new ArgumentOutOfRangeException(nameof(divisor), divisor, "A divisor must be positive.");
}
