namespace Plimsoll.Numerics;

/// <summary>Exponential, logarithm and power with the same bits on every machine: IEEE basic operations and fused multiply-add only.</summary>
/// <remarks>
/// <para>The platform's own differ between systems and versions in the last bit (docs/adr/0003), and one bit is another hash.</para>
/// <para>Source: docs/spec/0012-numerics.md (criteria NUME-001 … NUME-003). Pure; does not allocate. No argument throws.</para>
/// </remarks>
public static class DeterministicMath
{
    /// <summary>e to the power of <paramref name="x"/>, within 0.51 units in the last place (1 where the result is subnormal).</summary>
    /// <returns>+∞ above 709.78, 0 below −745.13, NaN for NaN.</returns>
    public static double Exp(double x)
    {
        if (double.IsNaN(x))
            return double.NaN;

        if (x > 710)
            return double.PositiveInfinity;

        return x < -746 ? 0 : Exponential.Of(new(x, 0)).Value();
    }

    /// <summary>The natural logarithm of <paramref name="x"/>, within 0.51 units in the last place, subnormal numbers included.</summary>
    /// <returns>−∞ for ±0, NaN below zero and for NaN, +∞ for +∞.</returns>
    public static double Log(double x)
    {
        if (x > 0)
            return double.IsPositiveInfinity(x) ? x : Logarithm.Of(x).High;

        return x == 0 ? double.NegativeInfinity : double.NaN;
    }

    /// <summary><paramref name="x"/> to the power of <paramref name="y"/>, within 0.52 units in the last place (1 where the result is subnormal).</summary>
    /// <returns>The special values of IEEE 754-2019, section 9.2: x^0 = 1 and 1^y = 1 even for NaN; NaN for negative x and fractional y.</returns>
    public static double Pow(double x, double y)
    {
        if (y == 0 || x == 1)
            return 1;

        if (double.IsNaN(x) || double.IsNaN(y))
            return double.NaN;

        var size = Math.Abs(x);
        if (double.IsInfinity(y))
            return PowOfInfinity(size, y);

        var isInteger = Math.Floor(y) == y;
        if (x < 0 && !isInteger && !double.IsInfinity(x))
            return double.NaN;

        // An odd integer keeps the sign, that of a zero or an infinity too; doubles from 2^53 on are even.
        var isOdd = isInteger && Math.Abs(y) < 9007199254740992 && ((long)y & 1) != 0;
        var power = PowOfSize(size, y);
        return isOdd && double.IsNegative(x) ? -power : power;
    }

    private static double PowOfInfinity(double size, double y)
    {
        if (size == 1)
            return 1;

        return size > 1 == y > 0 ? double.PositiveInfinity : 0;
    }

    private static double PowOfSize(double size, double y)
    {
        if (size == 0)
            return y > 0 ? 0 : double.PositiveInfinity;

        if (double.IsInfinity(size))
            return y > 0 ? double.PositiveInfinity : 0;

        var logarithm = Logarithm.Of(size);
        var rough = logarithm.High * y;
        if (rough > 710)
            return double.PositiveInfinity;

        return rough < -746 ? 0 : Exponential.Of(logarithm.Times(y)).Value();
    }
}
