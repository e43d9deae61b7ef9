using Plimsoll.Engine.Events;
using Plimsoll.Engine.State;
using Plimsoll.Marking;
using Plimsoll.Pricing;
using Plimsoll.Values;

namespace Plimsoll.Engine.Marking;

/// <summary>Brings every mark price up to its index and book.</summary>
internal sealed class MarkRefresh(EngineContext context)
{
    private EngineState State => context.State;

    public void RefreshAll()
    {
        for (var i = 0; i < State.Instruments.Count; i++)
        {
            var instrument = State.Instruments[i];
            if (!instrument.IsClosed)
            {
                Refresh(instrument);
            }
        }
    }

    /// <summary>The options of one index: its surface changed.</summary>
    public void RefreshOptions(IndexId index)
    {
        foreach (var instrument in State.Instruments)
        {
            if (instrument.Parameters.Option is not null && instrument.Parameters.Underlying == index && !instrument.IsClosed)
            {
                Refresh(instrument);
            }
        }
    }

    private void Refresh(InstrumentRow instrument)
    {
        if (instrument.Override.IsInForce)
        {
            return;
        }

        var underlying = State.Index(instrument.Parameters.Underlying);
        var index = underlying.Price;
        if (!index.IsPositive)
        {
            return;
        }

        if (instrument.Parameters.Option is not null)
        {
            RefreshOption(instrument, underlying);
            return;
        }

        var result = MarkPriceRule.Compute(
            instrument.Parameters,
            new(
                index,
                instrument.Bid,
                instrument.Ask,
                instrument.Last,
                instrument.SmoothedBasis,
                State.Elapsed,
                instrument.FundingRate,
                TimeToFunding(instrument)
            )
        );
        var hasChanged =
            result.Mark != instrument.Mark || result.SmoothedBasis != instrument.SmoothedBasis || result.Premium != instrument.Premium;
        if (hasChanged)
        {
            var isMoved = result.Mark != instrument.Mark;
            context.Emit(new MarkPriceChanged(instrument.Parameters.Id, result.Mark, result.SmoothedBasis, result.Premium, State.Tick));
            if (isMoved)
            {
                context.TouchEverybody();
            }
        }
    }

    private void RefreshOption(InstrumentRow option, IndexRow index)
    {
        if (index.Surface.Surface(index.Parameters.Decimals) is not { } surface)
        {
            return;
        }

        var mark = OptionMarkRule.Compute(option.Parameters, surface, index.Price, State.Tick, option.Bid, option.Ask);
        if (mark != option.Mark)
        {
            context.Emit(new MarkPriceChanged(option.Parameters.Id, mark, 0, Rate.Zero, State.Tick));
            context.TouchEverybody();
        }
    }

    private Duration TimeToFunding(InstrumentRow instrument)
    {
        if (instrument.NextFunding == Timestamp.Never)
        {
            return default;
        }

        var left = instrument.NextFunding - State.Tick;
        return new(Math.Clamp(left.Nanoseconds, 0, instrument.Parameters.Funding.Interval.Nanoseconds));
    }
}
