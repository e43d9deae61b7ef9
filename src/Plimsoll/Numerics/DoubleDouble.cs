namespace Plimsoll.Numerics;

/// <summary>An unevaluated sum of two doubles, the second at most half a unit in the last place of the first: about 106 bits.</summary>
/// <remarks>Error-free transformations of Dekker (1971) and Knuth; products by fused multiply-add. Infinities are the caller's to keep out.</remarks>
/// <param name="High">The sum, rounded to a double.</param>
/// <param name="Low">What rounding left.</param>
internal readonly record struct DoubleDouble(double High, double Low)
{
    /// <summary>The exact sum of two doubles of any size.</summary>
    public static DoubleDouble Sum(double a, double b)
    {
        var sum = a + b;
        var part = sum - a;
        return new(sum, (a - (sum - part)) + (b - part));
    }

    /// <summary>The exact sum of two doubles when <paramref name="large"/> is zero or not smaller in magnitude.</summary>
    public static DoubleDouble SumOrdered(double large, double small)
    {
        var sum = large + small;
        return new(sum, small - (sum - large));
    }

    /// <summary>The exact product of two doubles, unless its rest underflows.</summary>
    public static DoubleDouble Product(double a, double b)
    {
        var product = a * b;
        return new(product, Math.FusedMultiplyAdd(a, b, -product));
    }

    /// <summary>The quotient of two doubles, to about 2^-104.</summary>
    public static DoubleDouble Quotient(double a, double b)
    {
        var quotient = a / b;
        return new(quotient, Math.FusedMultiplyAdd(-quotient, b, a) / b);
    }

    /// <summary>The square root of a positive double, to about 2^-104.</summary>
    public static DoubleDouble SquareRoot(double a)
    {
        var root = Math.Sqrt(a);
        return new(root, Math.FusedMultiplyAdd(-root, root, a) / (2 * root));
    }

    /// <summary>The sum with a double.</summary>
    public DoubleDouble Plus(double other)
    {
        var sum = Sum(High, other);
        return SumOrdered(sum.High, sum.Low + Low);
    }

    /// <summary>The product with a double.</summary>
    public DoubleDouble Times(double factor)
    {
        var product = Product(High, factor);
        return SumOrdered(product.High, Math.FusedMultiplyAdd(Low, factor, product.Low));
    }

    /// <summary>The quotient by another pair.</summary>
    public DoubleDouble Over(DoubleDouble divisor)
    {
        var quotient = High / divisor.High;
        var rest = Math.FusedMultiplyAdd(-quotient, divisor.High, High) + Math.FusedMultiplyAdd(-quotient, divisor.Low, Low);
        return SumOrdered(quotient, rest / divisor.High);
    }

    /// <summary>The square.</summary>
    public DoubleDouble Squared()
    {
        var square = Product(High, High);
        return SumOrdered(square.High, Math.FusedMultiplyAdd(2 * High, Low, square.Low));
    }
}
