using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Plimsoll.Values;

/// <summary>Exact integer products and quotients; the only place where Plimsoll divides money.</summary>
/// <remarks>
/// Every result equals the mathematical one rounded once in the named direction; an overflow throws.
/// The short paths exist because almost every amount fits 64 bits, where a product costs a third; tests compare all with <see cref="BigInteger"/>.
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
        var quotient = dividend / divisor;
        // What was divided is not exceeded by multiplying back, and a checked product of 128 bits would cost more than the division.
        return Adjust(quotient, unchecked(dividend - (quotient * divisor)), rounding);
    }

    /// <summary>value · multiplier ÷ divisor, rounded once. <paramref name="divisor"/> must be positive.</summary>
    /// <exception cref="OverflowException">The result does not fit 128 bits.</exception>
    public static Int128 MulDiv(Int128 value, long multiplier, long divisor, Rounding rounding)
    {
        RequirePositive(divisor);
        if (divisor == 1)
        {
            return Multiply(value, multiplier);
        }

        if (IsShort(value))
        {
            // The product of two 64-bit numbers always fits 128 bits.
            return Divide(Math.BigMul(unchecked((long)value), multiplier), divisor, rounding);
        }

        // value = whole·divisor + rest, so value·m/d = whole·m + rest·m/d, and |rest·m| < 2^126: exact without 256 bits.
        // Toward zero, so that both parts have one sign and no step overflows unless the result does.
        var whole = value / divisor;
        var rest = unchecked(value - (whole * divisor));
        return checked(Multiply(whole, multiplier) + Divide(Math.BigMul(unchecked((long)rest), multiplier), divisor, rounding));
    }

    /// <summary>value · billionths ÷ 10^9, rounded once: what nearly every step of margin is, with a divisor that the compiler knows.</summary>
    /// <exception cref="OverflowException">The result does not fit 128 bits.</exception>
    public static Int128 Share(Int128 value, long billionths, Rounding rounding)
    {
        if (IsShort(value))
        {
            var product = Math.BigMul(unchecked((long)value), billionths);
            if (IsShort(product))
            {
                var dividend = unchecked((long)product);
                var quotient = dividend / Rate.NanoPerOne;
                var remainder = dividend - (quotient * Rate.NanoPerOne);
                return rounding == Rounding.Floor ? quotient - (remainder < 0 ? 1 : 0) : quotient + (remainder > 0 ? 1 : 0);
            }
        }

        return MulDiv(value, billionths, Rate.NanoPerOne, rounding);
    }

    /// <summary>value · multiplier ÷ divisor for operands of any size, rounded once. Allocates where value or multiplier is beyond 64 bits: for rare paths only.</summary>
    /// <exception cref="OverflowException">The result does not fit 128 bits.</exception>
    public static Int128 MulDivWide(Int128 value, Int128 multiplier, Int128 divisor, Rounding rounding)
    {
        RequirePositive(divisor);
        if (IsShort(value) && IsShort(multiplier))
        {
            return Divide(Math.BigMul(unchecked((long)value), unchecked((long)multiplier)), divisor, rounding);
        }

        return (Int128)DivideUnlimited((BigInteger)value * multiplier, divisor, rounding);
    }

    /// <summary>The same, and the nearest number of 128 bits where the result does not fit: for ratios that are only compared or shown. Allocates where a factor needs more than 64 bits.</summary>
    public static Int128 MulDivSaturating(Int128 value, Int128 multiplier, Int128 divisor, Rounding rounding)
    {
        RequirePositive(divisor);
        if (IsShort(value) && IsShort(multiplier))
        {
            return Divide(Math.BigMul(unchecked((long)value), unchecked((long)multiplier)), divisor, rounding);
        }

        var exact = DivideUnlimited((BigInteger)value * multiplier, divisor, rounding);
        return (Int128)BigInteger.Max(Int128.MinValue, BigInteger.Min(exact, Int128.MaxValue));
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

    /// <summary>value · multiplier.</summary>
    /// <exception cref="OverflowException">The result does not fit 128 bits.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Int128 Multiply(Int128 value, long multiplier) =>
        IsShort(value) ? Math.BigMul(unchecked((long)value), multiplier) : checked(value * multiplier);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsShort(Int128 value) => unchecked((long)value) == value;

    private static Int128 DivideShort(long dividend, long divisor, Rounding rounding)
    {
        var quotient = dividend / divisor;
        var remainder = dividend - (quotient * divisor);
        return rounding == Rounding.Floor ? quotient - (remainder < 0 ? 1 : 0) : quotient + (remainder > 0 ? 1 : 0);
    }

    private static Int128 Adjust(Int128 quotient, Int128 remainder, Rounding rounding) =>
        rounding == Rounding.Floor ? quotient - (remainder < 0 ? 1 : 0) : quotient + (remainder > 0 ? 1 : 0);

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
