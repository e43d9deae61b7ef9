using Plimsoll.Engine.Events;
using Plimsoll.Engine.State;
using Plimsoll.Marking;
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

    private void Refresh(InstrumentRow instrument)
    {
        if (instrument.Override.IsInForce)
        {
            return;
        }

        var index = State.Index(instrument.Parameters.Underlying).Price;
        if (!index.IsPositive)
        {
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
