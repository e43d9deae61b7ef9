using System.Numerics;
using Plimsoll.Collateral;
using Plimsoll.Values;

namespace Plimsoll.Testing.Naive;

/// <summary>How large a position or trade may be: docs/spec/0002 (INST-007).</summary>
internal static class NaiveScale
{
    private static BigInteger MostMoney => (BigInteger)AssetLimits.MaxAmount.Units;

    /// <summary>Whether a quantity is no larger than a position may be, and worth no more than 10^27 units at its price.</summary>
    public static bool Fits(NaiveState state, NaiveInstrument instrument, BigInteger quantity, BigInteger price) =>
        BigInteger.Abs(quantity) <= LargestPosition(state, instrument)
        && NaiveValues.Notional(state, instrument, quantity, price) <= MostMoney;

    /// <summary>The highest price of the index; an option has 10^15 units of its own.</summary>
    public static BigInteger HighestPrice(NaiveState state, NaiveInstrument instrument) =>
        instrument.IsOption ? Price.MaxUnits : NaiveSources.HighestPrice(state, instrument.Parameters.Underlying.Value);

    /// <summary>The quantity whose value is 10^27 units at the highest price of the index (inverse: at one unit), at most 10^15.</summary>
    public static BigInteger LargestPosition(NaiveState state, NaiveInstrument instrument)
    {
        var worst = instrument.IsInverse ? BigInteger.One : HighestPrice(state, instrument);
        var ofOne = NaiveValues.Value(state, instrument, BigInteger.One, worst).Abs();
        return BigInteger.Min(Quantity.MaxUnits, (Ratio.Of(MostMoney, 1) / ofOne).Floor());
    }
}
