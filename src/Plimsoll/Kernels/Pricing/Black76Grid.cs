using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Plimsoll.Kernels.Pricing;

/// <summary>Prices of options under every scenario, in bulk.</summary>
/// <remarks>
/// <para>The same formula as <see cref="Plimsoll.Pricing.Black76"/> to fewer digits: within <see cref="Error"/> of the larger of forward and strike. It feeds rows that
/// are rounded outward by that much (<see cref="OutwardRows"/>), never a decision.</para>
/// <para>Source: docs/spec/0021-kernels.md (KERN-001, KERN-020 … KERN-023). Pure; does not allocate.</para>
/// </remarks>
public static class Black76Grid
{
    /// <summary>The most that a price errs by, as a share of the larger of forward and strike under its scenario.</summary>
    public const double Error = 4e-15;

    /// <summary>What any price of an option under these scenarios may be off by, in its own unit: the allowance of its rows.</summary>
    /// <param name="forward">F before any scenario.</param>
    /// <param name="strike">K.</param>
    /// <param name="scenarios">The scenarios.</param>
    public static double Allowance(double forward, double strike, GridScenarios scenarios)
    {
        ArgumentNullException.ThrowIfNull(scenarios);
        return Error * Math.Max(forward * scenarios.ForwardMax, strike);
    }

    /// <summary>Undiscounted values in the unit of forward and strike, the scenarios of one option side by side.</summary>
    /// <param name="options">The options.</param>
    /// <param name="scenarios">Moves of forward and volatility, the same for all.</param>
    /// <param name="prices">Option times scenario; NaN for an option outside its range.</param>
    /// <param name="path">How wide; the bits do not depend on it.</param>
    /// <exception cref="ArgumentException">Prices of another length.</exception>
    public static void Price(ReadOnlySpan<GridOption> options, GridScenarios scenarios, Span<double> prices, KernelPath path)
    {
        ArgumentNullException.ThrowIfNull(scenarios);
        if (prices.Length != (long)options.Length * scenarios.Count)
        {
            throw new ArgumentException(
                $"Expected room for {options.Length} options under {scenarios.Count} scenarios; found {prices.Length}.",
                nameof(prices)
            );
        }

        if (path == KernelPath.Vector512)
            Price<Lanes512, Vector512<double>>(options, scenarios, prices);
        else if (path == KernelPath.Vector256)
            Price<Lanes256, Vector256<double>>(options, scenarios, prices);
        else
            Price<ScalarLanes, double>(options, scenarios, prices);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Price<TLanes, TReal>(ReadOnlySpan<GridOption> options, GridScenarios scenarios, Span<double> prices)
        where TLanes : struct, ILanes<TReal>
        where TReal : struct
    {
        unchecked
        {
            ref var forwards = ref MemoryMarshal.GetArrayDataReference(scenarios.Forwards);
            ref var logarithms = ref MemoryMarshal.GetArrayDataReference(scenarios.Logarithms);
            ref var volatilities = ref MemoryMarshal.GetArrayDataReference(scenarios.Volatilities);
            ref var inverses = ref MemoryMarshal.GetArrayDataReference(scenarios.InverseVolatilities);
            ref var to = ref MemoryMarshal.GetReference(prices);
            var count = (nuint)scenarios.Count;
            var vectored = count - (count % (nuint)TLanes.Count);
            foreach (ref readonly var option in options)
            {
                var (nearSlope, nearConstant) = (TLanes.All(option.NearSlope), TLanes.All(option.NearConstant));
                var (farSlope, farConstant) = (TLanes.All(option.FarSlope), TLanes.All(option.FarConstant));
                var (side, moneyness) = (TLanes.All(option.Side), TLanes.All(option.LogMoneyness));
                var (volatility, inverse) = (TLanes.All(option.TotalVolatility), TLanes.All(option.InverseVolatility));
                for (nuint j = 0; j < vectored; j += (nuint)TLanes.Count)
                {
                    var factor = TLanes.Load(ref forwards, j);
                    var price = TailFormula<TLanes, TReal>.Price(
                        TLanes.Fused(factor, nearSlope, nearConstant),
                        TLanes.Fused(factor, farSlope, farConstant),
                        TLanes.Fused(TLanes.Load(ref logarithms, j), side, moneyness),
                        TLanes.Multiply(TLanes.Load(ref volatilities, j), volatility),
                        TLanes.Multiply(TLanes.Load(ref inverses, j), inverse)
                    );
                    TLanes.Store(price, ref to, j);
                }

                for (var j = vectored; j < count; j++)
                {
                    var factor = Unsafe.Add(ref forwards, j);
                    Unsafe.Add(ref to, j) = TailFormula<ScalarLanes, double>.Price(
                        Math.FusedMultiplyAdd(factor, option.NearSlope, option.NearConstant),
                        Math.FusedMultiplyAdd(factor, option.FarSlope, option.FarConstant),
                        Math.FusedMultiplyAdd(Unsafe.Add(ref logarithms, j), option.Side, option.LogMoneyness),
                        Unsafe.Add(ref volatilities, j) * option.TotalVolatility,
                        Unsafe.Add(ref inverses, j) * option.InverseVolatility
                    );
                }

                to = ref Unsafe.Add(ref to, count);
            }
        }
    }
}
