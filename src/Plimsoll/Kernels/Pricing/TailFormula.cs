using System.Runtime.CompilerServices;

namespace Plimsoll.Kernels.Pricing;

/// <summary>Black-76 in one exponential and one division: A Φ(d1) − B Φ(d2), with A φ(d1) = B φ(d2).</summary>
/// <remarks>
/// <para>With a = |d1|, b = |d2|, e = A exp(−d1²/2) and Mills' ratio √(2π) Φ(−x) exp(x²/2) as P(x) ÷ Q(x), the two tails are e P(a) ÷ Q(a) and e P(b) ÷ Q(b),
/// both over the one divisor Q(a) Q(b).</para>
/// <para>Coefficients: our own (eng/numerics/kernels.py). The rational errs by less than 10^-16 of one in the tail, the exponential by less than 10^-16 of itself.</para>
/// </remarks>
/// <typeparam name="TLanes">The operations.</typeparam>
/// <typeparam name="TReal">A double, or a vector of them.</typeparam>
internal static class TailFormula<TLanes, TReal>
    where TLanes : struct, ILanes<TReal>
    where TReal : struct
{
    private const double InverseLogTwo = 1.4426950408889634;
    private const double LogTwoHigh = 0.69314718036912382; // 33 bits, so that its product with a whole number below 2^20 is exact
    private const double LogTwoLow = 1.9082149292705877e-10;

    /// <summary>Added and taken off again, it rounds to a whole number, which then stands in the low bits: 1.5 · 2^52.</summary>
    private const double Rounder = 6755399441055744;

    /// <summary>e^-600 of anything is nothing here, and two divisors of the far tail below it are still normal numbers.</summary>
    private const double ExponentMin = -600;

    /// <param name="near">A.</param>
    /// <param name="far">B.</param>
    /// <param name="logMoneyness">log(A/B).</param>
    /// <param name="volatility">s.</param>
    /// <param name="inverse">1/s.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TReal Price(TReal near, TReal far, TReal logMoneyness, TReal volatility, TReal inverse)
    {
        var d1 = TLanes.Fused(logMoneyness, inverse, TLanes.Multiply(volatility, TLanes.All(0.5)));
        var d2 = TLanes.Subtract(d1, volatility);
        var e = TLanes.Multiply(near, Exponential(TLanes.Multiply(TLanes.Multiply(d1, d1), TLanes.All(-0.5))));

        var (a, b) = (TLanes.Magnitude(d1), TLanes.Magnitude(d2));
        var (below, under) = (Bottom(a), Bottom(b));
        var share = TLanes.Divide(e, TLanes.Multiply(below, under));
        var nearTail = TLanes.Multiply(share, TLanes.Multiply(Top(a), under));
        var farTail = TLanes.Multiply(share, TLanes.Multiply(Top(b), below));

        var price = TLanes.Subtract(
            TLanes.WherePositive(d1, TLanes.Subtract(near, nearTail), nearTail),
            TLanes.WherePositive(d2, TLanes.Subtract(far, farTail), farTail)
        );
        // Far out of the money the roundings of two tails may leave less than nothing.
        return TLanes.WherePositive(TLanes.Subtract(TLanes.All(0), price), TLanes.All(0), price);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TReal Exponential(TReal exponent)
    {
        exponent = TLanes.NotBelow(exponent, TLanes.All(ExponentMin));
        var power = TLanes.Fused(exponent, TLanes.All(InverseLogTwo), TLanes.All(Rounder));
        var whole = TLanes.Subtract(power, TLanes.All(Rounder));
        var r = TLanes.Fused(whole, TLanes.All(-LogTwoHigh), exponent);
        r = TLanes.Fused(whole, TLanes.All(-LogTwoLow), r);

        var p = TLanes.Fused(r, TLanes.All(2.510038549551032e-08), TLanes.All(2.7620088445409746e-07));
        p = TLanes.Fused(p, r, TLanes.All(2.7557268459997064e-06));
        p = TLanes.Fused(p, r, TLanes.All(2.4801521295954376e-05));
        p = TLanes.Fused(p, r, TLanes.All(0.00019841269863053618));
        p = TLanes.Fused(p, r, TLanes.All(0.0013888888917213717));
        p = TLanes.Fused(p, r, TLanes.All(0.008333333333330062));
        p = TLanes.Fused(p, r, TLanes.All(0.04166666666662413));
        p = TLanes.Fused(p, r, TLanes.All(0.16666666666666669));
        p = TLanes.Fused(p, r, TLanes.All(0.5));
        p = TLanes.Fused(p, r, TLanes.All(1));
        p = TLanes.Fused(p, r, TLanes.All(1));
        return TLanes.Scale(p, power);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TReal Top(TReal x)
    {
        var p = TLanes.Fused(x, TLanes.All(0.00020660147322973502), TLanes.All(0.004078096359356253));
        p = TLanes.Fused(p, x, TLanes.All(0.03692044140518999));
        p = TLanes.Fused(p, x, TLanes.All(0.19555262026307363));
        p = TLanes.Fused(p, x, TLanes.All(0.6435914787946491));
        p = TLanes.Fused(p, x, TLanes.All(1.2654462688167087));
        return TLanes.Fused(p, x, TLanes.All(1.2533141373155003));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TReal Bottom(TReal x)
    {
        var q = TLanes.Fused(x, TLanes.All(0.0005178650821391063), TLanes.All(0.010222612156476601));
        q = TLanes.Fused(q, x, TLanes.All(0.09305661484209815));
        q = TLanes.Fused(q, x, TLanes.All(0.5004959674154835));
        q = TLanes.Fused(q, x, TLanes.All(1.703804823116825));
        q = TLanes.Fused(q, x, TLanes.All(3.6489980227069387));
        q = TLanes.Fused(q, x, TLanes.All(4.530892537633457));
        return TLanes.Fused(q, x, TLanes.All(2.5066282746310007));
    }
}
