using Plimsoll.Engine.Events;
using Plimsoll.Engine.Marking;
using Plimsoll.Engine.Views;
using Plimsoll.Values;

namespace Plimsoll.Engine.State;

internal sealed partial class EngineState
{
    public void Evolve(in InstrumentHalted halted) => Instrument(halted.Instrument).Trading = TradingState.Halted;

    public void Evolve(in InstrumentResumed resumed) => Instrument(resumed.Instrument).Trading = TradingState.Trading;

    public void Evolve(in InstrumentClosed closed)
    {
        var instrument = Instrument(closed.Instrument);
        (instrument.Trading, instrument.NextFunding) = (TradingState.Closed, Timestamp.Never);
    }

    public void Evolve(in MarkOverrideProposed proposed) =>
        Instrument(proposed.Instrument).Override = new(proposed.Price, proposed.Until, proposed.Key, 0);

    public void Evolve(in MarkOverrideApproved approved)
    {
        var instrument = Instrument(approved.Instrument);
        instrument.Override = instrument.Override with { Approver = approved.Key };
    }

    public void Evolve(in MarkOverrideEnded ended) => Instrument(ended.Instrument).Override = default;

    public void Evolve(in SourceQuoted quoted)
    {
        var index = Index(quoted.Index);
        index.QuietUntil = default;
        index.Sources[quoted.Source].Quote(quoted.Bid, quoted.Ask, quoted.At, index.Parameters.FrozenWindow);
    }

    public void Evolve(in SourceStateChanged changed)
    {
        var source = Index(changed.Index).Sources[changed.Source];
        source.State = changed.State;
        if (changed.State == SourceState.Live)
        {
            source.GoodSince = Timestamp.Never;
        }
    }

    public void Evolve(in SourceGoodSince good) => Index(good.Index).Sources[good.Source].GoodSince = good.Since;

    public void Evolve(in IndexPriceChanged changed)
    {
        var index = Index(changed.Index);
        if (!index.Price.IsPositive)
        {
            (index.OlderMark, index.NewerMark, index.NewerMarkAt) = (changed.Price, changed.Price, changed.At);
        }

        (index.Price, index.LiveSources) = (changed.Price, changed.LiveSources);
        for (byte i = 0; i < Market.AssetCount; i++)
        {
            ref readonly var asset = ref Market.Asset(new(i));
            if (asset.Asset.Index == changed.Index)
            {
                Market.Set(new AssetId(i), asset.At(changed.Price));
            }
        }

        ShowIndex(index);
        Certificates?.IndexMoved(changed.Index, changed.Price);
    }

    public void Evolve(in SmileChanged changed) => Index(changed.Index).Surface.Set(changed.Slice, changed.IndexPrice, changed.At);

    public void Evolve(in SmileRemoved removed) => Index(removed.Index).Surface.Remove(removed.Expiry);

    public void Evolve(in ProtectiveWindowOpened opened)
    {
        var index = Index(opened.Index);
        (index.WindowUntil, index.WindowReference) = (opened.Until, opened.Reference);
    }

    public void Evolve(in ProtectiveWindowClosed closed)
    {
        var index = Index(closed.Index);
        index.WindowUntil = Timestamp.Never;
        if (closed.Outcome == WindowOutcome.Expired)
        {
            (index.IsWindowArmed, index.CalmSince) = (false, Timestamp.Never);
        }
    }

    public void Evolve(in WindowRearming rearming)
    {
        var index = Index(rearming.Index);
        (index.CalmSince, index.IsWindowArmed) = (rearming.CalmSince, rearming.IsArmed == Flag.Yes);
    }

    public void Evolve(in NoSourceHoldOpened opened)
    {
        var index = Index(opened.Index);
        (index.HasNoSource, index.NoSourceUntil) = (true, opened.Until);
        SetMarginMultiple(opened.Index);
    }

    public void Evolve(in NoSourceHoldClosed closed)
    {
        Index(closed.Index).HasNoSource = false;
        SetMarginMultiple(closed.Index);
    }

    public void Evolve(in BookQuoted quoted)
    {
        var instrument = Instrument(quoted.Instrument);
        (instrument.Bid, instrument.Ask, instrument.Last) = (quoted.Bid, quoted.Ask, quoted.Last);
    }

    public void Evolve(in MarkPriceChanged changed)
    {
        var instrument = Instrument(changed.Instrument);
        (instrument.Mark, instrument.SmoothedBasis, instrument.Premium) = (changed.Price, changed.SmoothedBasis, changed.Premium);
        Market.Set(changed.Instrument, changed.Price);
        Certificates?.MarkMoved(changed.Instrument, changed.Price);
    }

    public void Evolve(in FundingSettled settled)
    {
        var instrument = Instrument(settled.Instrument);
        instrument.FundingRate = settled.FundingRate;
        instrument.NextFunding = InstrumentRow.FirstFundingAfter(settled.At, instrument.Parameters.Funding.Interval);
        (instrument.PremiumSum, instrument.PremiumTime) = (0, 0);
    }
}
