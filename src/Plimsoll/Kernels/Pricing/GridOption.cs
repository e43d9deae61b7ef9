using Plimsoll.Numerics;
using Plimsoll.Pricing;

namespace Plimsoll.Kernels.Pricing;

/// <summary>One option as the grid computes it: a cache line of what does not depend on the scenario.</summary>
/// <remarks>
/// <para>A put is the call on the strike struck at the forward: V = A Φ(d1) − B Φ(d2) with (A, B) = (F, K) for a call and (K, F) for a put, so that the kernel has no
/// case for it. Under a factor f of the forward A = near slope · f + near constant, B alike.</para>
/// <para>Total volatility is kept within 10^-17 and 6,400: under every factor both ends are as good as zero and infinity beside the grid's error.</para>
/// </remarks>
public readonly struct GridOption
{
    private const double VolatilityMin = 1e-17;
    private const double VolatilityMax = 100 * GridScenarios.FactorMax;

    internal readonly double NearSlope;
    internal readonly double NearConstant;
    internal readonly double FarSlope;
    internal readonly double FarConstant;
    internal readonly double Side;
    internal readonly double LogMoneyness;
    internal readonly double TotalVolatility;
    internal readonly double InverseVolatility;

    private GridOption(OptionType type, double forward, double strike, double logMoneyness, double totalVolatility)
    {
        var isCall = type == OptionType.Call;
        Side = isCall ? 1 : -1;
        (NearSlope, NearConstant) = isCall ? (forward, 0.0) : (0.0, strike);
        (FarSlope, FarConstant) = isCall ? (0.0, strike) : (forward, 0.0);
        LogMoneyness = Side * logMoneyness;
        TotalVolatility = totalVolatility < VolatilityMax ? Math.Max(totalVolatility, VolatilityMin) : VolatilityMax;
        InverseVolatility = 1 / TotalVolatility;
        if (!IsPrice(forward) || !IsPrice(strike) || !(totalVolatility >= 0))
            TotalVolatility = double.NaN;
    }

    /// <summary>The range of forward and strike: 10^-30 to 10^30.</summary>
    public static (double Min, double Max) PriceRange => (1e-30, 1e30);

    /// <summary>An option; prices come out in the unit of forward and strike, so both may be multiplied by a discount factor first.</summary>
    /// <param name="type">Call or put.</param>
    /// <param name="forward">F, within <see cref="PriceRange"/>; else every price is NaN.</param>
    /// <param name="strike">K, likewise.</param>
    /// <param name="totalVolatility">s = σ√T ≥ 0; infinity counts as 6,400.</param>
    public static GridOption Of(OptionType type, double forward, double strike, double totalVolatility) =>
        new(type, forward, strike, IsPrice(forward) && IsPrice(strike) ? Logarithm.OfQuotient(forward, strike).High : 0, totalVolatility);

    /// <summary>The same from logarithms at hand, one of the forward for a whole expiry: the price errs by up to 2^-53 of log K more, as a share of the larger of F and K.</summary>
    /// <param name="type">Call or put.</param>
    /// <param name="forward">F, within <see cref="PriceRange"/>.</param>
    /// <param name="logForward"><see cref="DeterministicMath.Log"/> of it.</param>
    /// <param name="strike">K, likewise.</param>
    /// <param name="logStrike">Its logarithm.</param>
    /// <param name="totalVolatility">s = σ√T ≥ 0.</param>
    public static GridOption Of(
        OptionType type,
        double forward,
        double logForward,
        double strike,
        double logStrike,
        double totalVolatility
    ) => new(type, forward, strike, logForward - logStrike, totalVolatility);

    private static bool IsPrice(double price) => price >= PriceRange.Min && price <= PriceRange.Max;
}
