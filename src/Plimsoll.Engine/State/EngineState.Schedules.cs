using Plimsoll.Values;

namespace Plimsoll.Engine.State;

/// <summary>What margin schedules look at beside the mark. All of it is derived: nothing here is in a snapshot or a hash.</summary>
internal sealed partial class EngineState
{
    /// <summary>Puts index price and open interest before a schedule that asks for them; nothing before one that does not.</summary>
    public void ShowMarket(InstrumentRow instrument)
    {
        var (margin, index) = (instrument.Parameters.Margin, Index(instrument.Parameters.Underlying));
        index.IsSeenByMargin |= margin.NeedsIndex;
        Market.Set(
            instrument.Parameters.Id,
            margin.NeedsIndex ? InUnitsOf(instrument, index) : default,
            margin.NeedsOpenInterest ? new Quantity((long)Int128.Min(long.MaxValue, instrument.OpenInterest)) : default
        );
    }

    /// <summary>The index price in the instrument's units, of which an option may have finer ones; at most what 64 bits hold.</summary>
    private static Price InUnitsOf(InstrumentRow instrument, IndexRow index)
    {
        var finer = ExactMath.PowerOfTen(instrument.Parameters.PriceDecimals - index.Parameters.Decimals);
        return new((long)Int128.Min(long.MaxValue, (Int128)index.Price.Units * finer));
    }

    /// <summary>The price of an index changed.</summary>
    private void ShowIndex(IndexRow index)
    {
        if (!index.IsSeenByMargin)
        {
            return;
        }

        foreach (var instrument in Instruments)
        {
            if (instrument.Parameters.Underlying == index.Parameters.Id)
            {
                ShowMarket(instrument);
            }
        }
    }

    private void CountInterest(InstrumentId id, Quantity from, Quantity to)
    {
        var instrument = Instrument(id);
        instrument.CountInterest(from, to);
        if (instrument.Parameters.Margin.NeedsOpenInterest)
        {
            ShowMarket(instrument);
        }
    }
}
