using System.Numerics;

namespace Plimsoll.Testing.Naive;

/// <summary>A fraction of unlimited size with a positive denominator: the naive model's only arithmetic besides whole numbers.</summary>
internal readonly record struct Ratio
{
    /// <summary>A billion: what rates count in.</summary>
    public static readonly BigInteger Nano = 1_000_000_000;

    private Ratio(BigInteger numerator, BigInteger denominator)
    {
        Numerator = numerator;
        Denominator = denominator;
    }

    public BigInteger Numerator { get; }

    public BigInteger Denominator { get; }

    public static Ratio Of(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
            throw new DivideByZeroException();

        return denominator.Sign > 0 ? new(numerator, denominator) : new(-numerator, -denominator);
    }

    /// <summary>Ten to any power, negative ones too.</summary>
    public static Ratio PowerOfTen(int exponent) =>
        exponent >= 0 ? new(BigInteger.Pow(10, exponent), 1) : new(1, BigInteger.Pow(10, -exponent));

    /// <summary>A decimal number, exactly.</summary>
    public static Ratio Of(decimal number)
    {
        var decimals = number.Scale;
        // Whole and broken part apart: together, times a power of ten, they need not fit a decimal.
        var digits =
            ((BigInteger)decimal.Truncate(number) * BigInteger.Pow(10, decimals)) + Broken(number - decimal.Truncate(number), decimals);
        return new(digits, BigInteger.Pow(10, decimals));
    }

    /// <summary>The share <paramref name="nano"/> billionths of an amount.</summary>
    public static Ratio Share(BigInteger amount, BigInteger nano) => new(amount * nano, Nano);

    /// <summary>The greatest whole number that is not above this.</summary>
    public BigInteger Floor()
    {
        var quotient = BigInteger.DivRem(Numerator, Denominator, out var remainder);
        return remainder.Sign < 0 ? quotient - 1 : quotient;
    }

    /// <summary>The least whole number that is not below this.</summary>
    public BigInteger Ceiling() => -new Ratio(-Numerator, Denominator).Floor();

    public Ratio Abs() => new(BigInteger.Abs(Numerator), Denominator);

    public static Ratio Max(Ratio left, Ratio right) => left.IsAbove(right) ? left : right;

    public static Ratio Min(Ratio left, Ratio right) => left.IsAbove(right) ? right : left;

    public bool IsAbove(Ratio other) => Numerator * other.Denominator > other.Numerator * Denominator;

    private static BigInteger Broken(decimal part, int decimals)
    {
        var digits = BigInteger.Zero;
        for (var i = 0; i < decimals; i++)
        {
            part *= 10;
            digits = (digits * 10) + (BigInteger)decimal.Truncate(part);
            part -= decimal.Truncate(part);
        }

        return digits;
    }

    public static Ratio operator +(Ratio left, Ratio right) =>
        new((left.Numerator * right.Denominator) + (right.Numerator * left.Denominator), left.Denominator * right.Denominator);

    public static Ratio operator -(Ratio left, Ratio right) => left + new Ratio(-right.Numerator, right.Denominator);

    public static Ratio operator *(Ratio left, Ratio right) => new(left.Numerator * right.Numerator, left.Denominator * right.Denominator);

    public static Ratio operator *(BigInteger left, Ratio right) => new(left * right.Numerator, right.Denominator);

    public static Ratio operator /(Ratio left, Ratio right) => Of(left.Numerator * right.Denominator, left.Denominator * right.Numerator);
}
