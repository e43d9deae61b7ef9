namespace Plimsoll.Numerics;

/// <summary>The natural logarithm as a pair, the same bits on every machine.</summary>
/// <remarks>
/// log(2^k · m) = k ln 2 − log c + log(1 + r) with c a tabled reciprocal of m in few bits and r = m c − 1 exact, |r| ≤ 2^-7.
/// Table-driven reduction after P. T. P. Tang (1990); table and constants are our own (eng/numerics/coefficients.py).
/// </remarks>
internal static class Logarithm
{
    private const int FirstHalved = 54; // from here on the mantissa counts as halved: see the table
    private const double LnTwoHigh = 0.6931471805598903; // 42 bits, so that its multiples by an exponent are exact
    private const double LnTwoLow = 5.497923018708371e-14;
    private const double SmallestNormal = 2.2250738585072014e-308;

    /// <summary>The logarithm of a positive, finite double: relative error below 2^-65.</summary>
    public static DoubleDouble Of(double x)
    {
        var exponent = -1023;
        if (x < SmallestNormal)
        {
            x *= 18014398509481984; // 2^54
            exponent -= 54;
        }

        var bits = BitConverter.DoubleToInt64Bits(x);
        var entry = (int)(bits >> 45) & 127;
        exponent += (int)(bits >> 52) + (entry >= FirstHalved ? 1 : 0);
        var mantissa = BitConverter.Int64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000);

        var product = DoubleDouble.Product(mantissa, LogarithmTable.Reciprocal[entry]);
        var rest = DoubleDouble.SumOrdered(product.High - 1, product.Low); // the difference is exact: both lie near one
        var onePlus = OnePlus(rest);

        var constant = DoubleDouble.Sum(exponent * LnTwoHigh, LogarithmTable.High[entry]);
        var sum = DoubleDouble.Sum(constant.High, onePlus.High);
        var low = sum.Low + constant.Low + (onePlus.Low + (LogarithmTable.Low[entry] + (exponent * LnTwoLow)));
        return DoubleDouble.SumOrdered(sum.High, low);
    }

    /// <summary>The logarithm of a/b, both positive and finite, accurate also where they are nearly equal.</summary>
    public static DoubleDouble OfQuotient(double a, double b)
    {
        var quotient = DoubleDouble.Quotient(a, b);
        if (quotient.High is < double.PositiveInfinity and >= SmallestNormal)
        {
            return Of(quotient.High).Plus(quotient.Low / quotient.High);
        }

        var (top, bottom) = (Of(a), Of(b)); // the quotient has no double; the difference of logarithms is large
        return DoubleDouble.SumOrdered(top.High - bottom.High, top.Low - bottom.Low);
    }

    /// <summary>log(1 + r) = r − r²/2 in two doubles, and r³ (1/3 − r/4 + …) in one.</summary>
    private static DoubleDouble OnePlus(DoubleDouble rest)
    {
        var r = rest.High;
        var square = DoubleDouble.Product(r, r);

        var tail = Math.FusedMultiplyAdd(r, 1.0 / 11, -1.0 / 10);
        tail = Math.FusedMultiplyAdd(r, tail, 1.0 / 9);
        tail = Math.FusedMultiplyAdd(r, tail, -1.0 / 8);
        tail = Math.FusedMultiplyAdd(r, tail, 1.0 / 7);
        tail = Math.FusedMultiplyAdd(r, tail, -1.0 / 6);
        tail = Math.FusedMultiplyAdd(r, tail, 1.0 / 5);
        tail = Math.FusedMultiplyAdd(r, tail, -1.0 / 4);
        tail = Math.FusedMultiplyAdd(r, tail, 1.0 / 3);

        var main = DoubleDouble.SumOrdered(r, -0.5 * square.High);
        var low = Math.FusedMultiplyAdd(square.High * r, tail, Math.FusedMultiplyAdd(-0.5, square.Low, main.Low));
        return new(main.High, low + Math.FusedMultiplyAdd(-r, rest.Low, rest.Low));
    }
}
