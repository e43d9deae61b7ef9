using System.Numerics;

namespace Plimsoll.Testing.Naive;

/// <summary>The price at which a position has lost its share of the account's worth: docs/spec/0004 (MARG-032) and 0007.</summary>
internal static class NaiveBankruptcy
{
    /// <summary>The limit of a liquidation order: no worse than the bankruptcy price, on the tick.</summary>
    /// <returns>Null when a purchase could not be made at one tick.</returns>
    public static BigInteger? Limit(NaiveState state, NaiveAccount account, NaiveInstrument instrument)
    {
        var isSelling = account.Quantity(instrument.Id).Sign > 0;
        BigInteger tick = instrument.Parameters.TickSize.Units;
        var most = BigInteger.Min(Plimsoll.Values.Price.MaxUnits, isSelling ? Plimsoll.Values.Price.MaxUnits : 10 * instrument.Mark);
        if (Price(state, account, instrument) is { } exact)
        {
            var ticks = exact / Ratio.Of(tick, 1);
            if (!isSelling && ticks.Floor().IsZero)
                return null;

            var limit = tick * (isSelling ? ticks.Ceiling() : ticks.Floor());
            if (limit.Sign > 0 && limit <= most)
                return limit;
        }

        if (isSelling)
            return tick;

        return most < tick ? null : tick * (most / tick);
    }

    private static Ratio? Price(NaiveState state, NaiveAccount account, NaiveInstrument instrument)
    {
        var quantity = account.Quantity(instrument.Id);
        var total = NaiveMargin.MaintenanceAlone(state, NaivePortfolio.Of(state, account));
        var worth = NaiveMargin.NetLiquidationValue(state, account);
        // Without any maintenance margin every position counts for the whole.
        var own = NaiveMargin.Maintenance(state, instrument, NaivePortfolio.Of(state, account));
        var share = total.IsZero ? worth : Ratio.Of(worth * own, total).Floor();
        var value =
            NaiveValues.MarkValue(state, instrument, quantity) - NaiveValues.FromNumeraire(state, instrument.Settlement, share).Floor();
        return PriceAt(state, instrument, quantity, value);
    }

    /// <summary>The exact price at which a quantity has a value; null where there is none.</summary>
    private static Ratio? PriceAt(NaiveState state, NaiveInstrument instrument, BigInteger quantity, BigInteger value)
    {
        var atOne = NaiveValues.Value(state, instrument, quantity, BigInteger.One);
        if (value.Sign != atOne.Numerator.Sign)
            return null;

        // Linear value is p times the value at one, inverse value is the value at one divided by p.
        return instrument.IsInverse ? atOne / Ratio.Of(value, 1) : Ratio.Of(value, 1) / atOne;
    }
}
