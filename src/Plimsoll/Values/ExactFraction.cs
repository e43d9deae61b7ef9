using System.Numerics;

namespace Plimsoll.Values;

/// <summary>A quotient of whole numbers of any size: products and quotients of decimals without a rounding before the one that a rule names.</summary>
/// <remarks>Allocates. For rules whose factors have more digits than a decimal can carry through a product; not for the hot path.</remarks>
internal readonly struct ExactFraction
{
    private const int MaxScale = 28;
    private static readonly BigInteger LargestMantissa = (BigInteger.One << 96) - 1;

    private readonly BigInteger _numerator;
    private readonly BigInteger _denominator;

    private ExactFraction(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
        {
            throw new DivideByZeroException("A fraction cannot be divided by zero.");
        }

        var common = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        _numerator = numerator / common;
        _denominator = denominator / common;
    }

    public int Sign => _numerator.Sign;

    // The default value is zero: its denominator was never set.
    private BigInteger Denominator => _denominator.IsZero ? BigInteger.One : _denominator;

    public static implicit operator ExactFraction(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var mantissa =
            ((BigInteger)unchecked((uint)bits[2]) << 64) | ((BigInteger)unchecked((uint)bits[1]) << 32) | unchecked((uint)bits[0]);
        return new(bits[3] < 0 ? -mantissa : mantissa, BigInteger.Pow(10, (bits[3] >> 16) & 0xFF));
    }

    public static ExactFraction operator +(ExactFraction left, ExactFraction right) =>
        new((left._numerator * right.Denominator) + (right._numerator * left.Denominator), left.Denominator * right.Denominator);

    public static ExactFraction operator -(ExactFraction left, ExactFraction right) => left + -right;

    public static ExactFraction operator -(ExactFraction value) => new(-value._numerator, value.Denominator);

    public static ExactFraction operator *(ExactFraction left, ExactFraction right) =>
        new(left._numerator * right._numerator, left.Denominator * right.Denominator);

    public static ExactFraction operator /(ExactFraction left, ExactFraction right) =>
        new(left._numerator * right.Denominator, left.Denominator * right._numerator);

    public static bool operator <(ExactFraction left, ExactFraction right) => (left - right).Sign < 0;

    public static bool operator >(ExactFraction left, ExactFraction right) => (left - right).Sign > 0;

    public static ExactFraction Max(ExactFraction left, ExactFraction right) => left < right ? right : left;

    public static ExactFraction Min(ExactFraction left, ExactFraction right) => left < right ? left : right;

    /// <summary>Ten to a power, which may be negative.</summary>
    public static ExactFraction PowerOfTen(int exponent) =>
        exponent < 0 ? new(BigInteger.One, BigInteger.Pow(10, -exponent)) : new(BigInteger.Pow(10, exponent), BigInteger.One);

    public ExactFraction Abs() => new(BigInteger.Abs(_numerator), Denominator);

    public ExactFraction Power(int exponent) => new(BigInteger.Pow(_numerator, exponent), BigInteger.Pow(Denominator, exponent));

    /// <summary>Down to a whole number.</summary>
    public decimal Floor() => (decimal)ExactMath.DivideUnlimited(_numerator, Denominator, Rounding.Floor);

    /// <summary>Up to a whole number.</summary>
    public decimal Ceiling() => (decimal)ExactMath.DivideUnlimited(_numerator, Denominator, Rounding.Ceiling);

    /// <summary>Toward zero to a whole number.</summary>
    public decimal Truncate() => (decimal)BigInteger.Divide(_numerator, Denominator);

    /// <summary>To some decimals, halves away from zero.</summary>
    public ExactFraction Round(int decimals) => new(Scaled(decimals), BigInteger.Pow(10, decimals));

    /// <summary>The nearest decimal, halves away from zero; exact wherever a decimal can hold the value.</summary>
    public decimal ToDecimal()
    {
        for (var scale = MaxScale; ; scale--)
        {
            var mantissa = Scaled(scale);
            if (BigInteger.Abs(mantissa) <= LargestMantissa)
            {
                while (scale > 0 && (mantissa % 10).IsZero)
                {
                    mantissa /= 10;
                    scale--;
                }

                return Compose(mantissa, (byte)scale);
            }

            if (scale == 0)
            {
                throw new OverflowException("The value does not fit a decimal.");
            }
        }
    }

    private static decimal Compose(BigInteger mantissa, byte scale)
    {
        var digits = BigInteger.Abs(mantissa);
        var low = unchecked((int)(uint)(digits & uint.MaxValue));
        var middle = unchecked((int)(uint)((digits >> 32) & uint.MaxValue));
        var high = unchecked((int)(uint)(digits >> 64));
        return new(low, middle, high, mantissa.Sign < 0, scale);
    }

    private BigInteger Scaled(int decimals)
    {
        var doubled = BigInteger.Abs(_numerator) * 2 * BigInteger.Pow(10, decimals);
        return _numerator.Sign * ((doubled + Denominator) / (2 * Denominator));
    }
}
