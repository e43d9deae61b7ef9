namespace Plimsoll.Numerics;

/// <summary>The exponential of a decimal, for rules that are exact otherwise: through <see cref="DeterministicMath"/>, cut once to twenty places.</summary>
public static class DecimalExponential
{
    private static readonly TruncatingDecimals Places = new(20);

    /// <summary>e to the power of <paramref name="exponent"/>, the same on every machine; fifteen digits hold.</summary>
    /// <param name="exponent">At most 60.</param>
    /// <exception cref="OverflowException">The result is more than decimals carry.</exception>
    public static decimal Of(decimal exponent) => Places.Of(DeterministicMath.Exp((double)exponent));
}
