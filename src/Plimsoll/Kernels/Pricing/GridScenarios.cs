using Plimsoll.Numerics;

namespace Plimsoll.Kernels.Pricing;

/// <summary>Scenarios of a grid, in columns: a factor on the forward and one on the volatility each. Made once, kept over many ticks.</summary>
public sealed class GridScenarios
{
    /// <summary>The largest factor; the smallest is one over it.</summary>
    public const double FactorMax = 64;

    internal readonly double[] Forwards;
    internal readonly double[] Logarithms;
    internal readonly double[] Volatilities;
    internal readonly double[] InverseVolatilities;

    /// <param name="forwards">The forward under each scenario over what it is now: 0.85 is 15 % down.</param>
    /// <param name="volatilities">Volatility over what it is now, as many.</param>
    /// <exception cref="ArgumentException">No scenario, columns that differ in length, or a factor outside 1/64 to 64.</exception>
    public GridScenarios(ReadOnlySpan<double> forwards, ReadOnlySpan<double> volatilities)
    {
        if (forwards.IsEmpty || forwards.Length != volatilities.Length)
        {
            throw new ArgumentException(
                $"Expected at least one scenario, with a volatility for each forward; found {forwards.Length} and {volatilities.Length}.",
                nameof(volatilities)
            );
        }

        (Forwards, Volatilities) = (forwards.ToArray(), volatilities.ToArray());
        ForwardMax = Forwards.Max();
        (Logarithms, InverseVolatilities) = (new double[Count], new double[Count]);
        for (var i = 0; i < Count; i++)
        {
            Logarithms[i] = DeterministicMath.Log(Required(Forwards[i], i, nameof(forwards)));
            InverseVolatilities[i] = 1 / Required(Volatilities[i], i, nameof(volatilities));
        }
    }

    /// <summary>How many there are.</summary>
    public int Count => Forwards.Length;

    /// <summary>The largest factor on the forward: what the error of a price grows with.</summary>
    public double ForwardMax { get; }

    private static double Required(double factor, int place, string name) =>
        factor is >= 1 / FactorMax and <= FactorMax
            ? factor
            : throw new ArgumentOutOfRangeException(
                name,
                factor,
                $"Scenario {place}: expected a factor from 1/{FactorMax} to {FactorMax}, 1 for no move."
            );
}
