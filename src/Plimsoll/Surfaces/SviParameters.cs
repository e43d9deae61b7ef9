using Plimsoll.Numerics;
using Plimsoll.Values;

namespace Plimsoll.Surfaces;

/// <summary>One expiry's smile: total variance w(k) = a + b (ρ (k − m) + √((k − m)² + σ²)) over log-moneyness k = log(K/F).</summary>
/// <remarks>
/// <para>All five are whole numbers of 10^-12, so that a fitted smile can enter a command, a journal and a hash; what is evaluated comes from
/// these integers and from nothing else, with the same bits on every machine.</para>
/// <para>Source: J. Gatheral, A parsimonious arbitrage-free implied volatility parameterization (2004), the raw parameters;
/// docs/spec/0016-surfaces.md (SURF-001). Pure; does not allocate.</para>
/// </remarks>
/// <param name="A">a: the level, total variance.</param>
/// <param name="B">b ≥ 0: how steep both wings are, total variance per log-moneyness.</param>
/// <param name="Rho">ρ from −1 to 1: how much steeper the right wing is than the left.</param>
/// <param name="M">m: where the vertex lies, log-moneyness.</param>
/// <param name="Sigma">σ &gt; 0: how round the vertex is, log-moneyness.</param>
public readonly record struct SviParameters(long A, long B, long Rho, long M, long Sigma)
{
    /// <summary>Units of one.</summary>
    public const long UnitsPerWhole = 1_000_000_000_000;

    /// <summary>Total variance at a log-moneyness: σ²T, a pure number.</summary>
    public double TotalVariance(double logMoneyness) => Shape.Variance(logMoneyness);

    /// <summary>Durrleman's function g(k): where it is below zero, the risk-neutral density is, and a butterfly costs less than nothing.</summary>
    /// <remarks>g = (1 − k w′/2w)² − w′²/4 (1/w + 1/4) + w″/2. Source: J. Gatheral and A. Jacquier, Arbitrage-free SVI volatility surfaces (2014), Lemma 2.2.</remarks>
    public double Density(double logMoneyness) => Shape.Density(logMoneyness);

    /// <summary>The slope of total variance far to the left, b (1 − ρ), and far to the right, b (1 + ρ); free of arbitrage only below 2.</summary>
    public (double Left, double Right) Wings => (Shape.Left, Shape.Right);

    internal SviShape Shape
    {
        get
        {
            var (b, rho) = (Real(B), Real(Rho));
            return new(Real(A), b * (1 - rho), b * (1 + rho), Real(M), Real(Sigma));
        }
    }

    /// <summary>From real numbers, each rounded to the nearest unit.</summary>
    /// <exception cref="OverflowException">A number that is none, or beyond nine million.</exception>
    public static SviParameters FromReal(double a, double b, double rho, double m, double sigma) =>
        new(Units(a), Units(b), Units(rho), Units(m), Units(sigma));

    private static double Real(long units) => (double)units / UnitsPerWhole;

    private static long Units(double number) => RealRounding.ToUnits(number + (0.5 / UnitsPerWhole), UnitsPerWhole, Rounding.Floor);
}
