using System.Numerics;

namespace Plimsoll.Testing.Naive;

/// <summary>From price and quantity to money, and from asset to asset: docs/spec/0002 and the head of 0004.</summary>
internal static class NaiveValues
{
    /// <summary>The most that an amount of another asset comes to when it is worked out from the numeraire (INST-008).</summary>
    public static readonly BigInteger MostConverted = BigInteger.Pow(10, 30);

    /// <summary>The signed worth of a position in the settlement asset, not rounded.</summary>
    public static Ratio Value(NaiveState state, NaiveInstrument instrument, BigInteger quantity, BigInteger price)
    {
        var parameters = instrument.Parameters;
        var scale = state.Assets[instrument.Settlement].Decimals - parameters.QuantityDecimals - parameters.MultiplierDecimals;
        if (instrument.IsInverse)
            return -quantity * parameters.Multiplier * Ratio.PowerOfTen(scale + parameters.PriceDecimals) / Ratio.Of(price, 1);

        return quantity * parameters.Multiplier * price * Ratio.PowerOfTen(scale - parameters.PriceDecimals);
    }

    public static BigInteger Notional(NaiveState state, NaiveInstrument instrument, BigInteger quantity, BigInteger price) =>
        Value(state, instrument, quantity, price).Abs().Ceiling();

    /// <summary>The worth of a position at the mark, rounded down; nothing while there is no mark.</summary>
    public static BigInteger MarkValue(NaiveState state, NaiveInstrument instrument, BigInteger quantity) =>
        Value(state, instrument, quantity, instrument.Mark).Floor();

    /// <summary>Base asset units of a spot quantity.</summary>
    public static BigInteger BaseUnits(NaiveState state, NaiveInstrument instrument, BigInteger quantity)
    {
        var decimals = state.Assets[instrument.Parameters.BaseAsset.Value].Decimals;
        return (quantity * Ratio.PowerOfTen(decimals - instrument.Parameters.QuantityDecimals)).Floor();
    }

    public static bool HasPrice(NaiveState state, int asset) => UnitPrice(state, asset) is not null;

    public static Ratio ToNumeraire(NaiveState state, int asset, BigInteger amount) => amount * UnitPrice(state, asset)!.Value;

    /// <summary>At most 10^30 units either way, but for the numeraire itself (INST-008).</summary>
    public static Ratio FromNumeraire(NaiveState state, int asset, BigInteger amount)
    {
        var exact = Ratio.Of(amount, 1) / UnitPrice(state, asset)!.Value;
        if (asset == state.Venue.Numeraire.Value || BigInteger.Abs(exact.Floor()) < MostConverted)
            return exact;

        return Ratio.Of(amount.Sign * MostConverted, 1);
    }

    /// <summary>What one unit of the asset is worth in units of the numeraire; null while its index has no price.</summary>
    private static Ratio? UnitPrice(NaiveState state, int asset)
    {
        var parameters = state.Assets[asset];
        if (asset == state.Venue.Numeraire.Value)
            return Ratio.Of(1, 1);

        var index = state.Indices[parameters.Index!.Value.Value];
        if (index.Price.Sign <= 0)
            return null;

        var numeraire = state.Assets[state.Venue.Numeraire.Value].Decimals;
        return index.Price * Ratio.PowerOfTen(numeraire - parameters.Decimals - index.Parameters.Decimals);
    }
}
