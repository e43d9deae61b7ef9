using Plimsoll.Engine.Events;
using Plimsoll.Engine.State;
using Plimsoll.Marking;
using Plimsoll.Values;

namespace Plimsoll.Engine.Marking;

/// <summary>Makes one robust price of many sources, and knows when not to believe it.</summary>
/// <remarks>Source: docs/spec/0003-prices.md, "The index from its live sources" and "Protective window" (PRIC-010 … PRIC-022).</remarks>
internal sealed class IndexRefresh(EngineContext context, SourceJudge judge)
{
    private const long NanosecondsPerMinute = 60_000_000_000;

    private readonly (Price Price, int Weight)[] _live = new (Price, int)[IndexParameters.MaxSources];

    private EngineState State => context.State;

    public void RefreshAll()
    {
        foreach (var index in State.Indices)
        {
            if (State.Tick >= index.QuietUntil)
            {
                Refresh(index);
                index.QuietUntil = QuietSpell.EndOf(index, State.Tick);
            }
        }
    }

    private void Refresh(IndexRow index)
    {
        var live = judge.Judge(index, _live);
        Hold(index, live);
        var (target, isAgreed) = Target(index, live);
        Window(index, live, target, isAgreed);
        var price =
            live == 0 ? index.Price
            : live < 3 && !isAgreed ? Clamp(index, target)
            : target;
        if (price.IsPositive && (price != index.Price || live != index.LiveSources))
        {
            context.Emit(new IndexPriceChanged(index.Parameters.Id, price, (byte)live, State.Tick));
            context.TouchEverybody();
        }
    }

    /// <summary>Where the live sources point, and whether two or more of them say so.</summary>
    private (Price Target, bool IsAgreed) Target(IndexRow index, int live)
    {
        switch (live)
        {
            case 0:
                return (index.Price, false);
            case 1:
                return (_live[0].Price, false);
            case 2:
                var (low, high) = _live[0].Price <= _live[1].Price ? (_live[0].Price, _live[1].Price) : (_live[1].Price, _live[0].Price);
                var gap = (Int128)(high.Units - low.Units) * Rate.NanoPerOne;
                return (WeightedMedian.Middle(low, high), gap <= (Int128)index.Parameters.TwoSourceBound.Nano * low.Units);
            default:
                SourceWeights.Cap(_live.AsSpan(0, live));
                return (WeightedMedian.Of(_live.AsSpan(0, live)), true);
        }
    }

    private Price Clamp(IndexRow index, Price target)
    {
        if (!index.Price.IsPositive)
        {
            return target;
        }

        var reach = ExactMath.Divide(
            (Int128)index.Price.Units * index.Parameters.ClampPerMinute.Nano * State.Elapsed.Nanoseconds,
            (Int128)Rate.NanoPerOne * NanosecondsPerMinute,
            Rounding.Floor
        );
        return new((long)Int128.Clamp(target.Units, index.Price.Units - reach, index.Price.Units + reach));
    }

    private void Hold(IndexRow index, int live)
    {
        if (live > 0 && index.HasNoSource)
        {
            context.Emit(new NoSourceHoldClosed(index.Parameters.Id));
            context.TouchEverybody();
        }
        else if (live == 0 && !index.HasNoSource && index.Price.IsPositive)
        {
            context.Emit(new NoSourceHoldOpened(index.Parameters.Id, State.Tick + index.Parameters.NoSourceHold));
            context.TouchEverybody();
        }
        else if (index.HasNoSource && State.Tick >= index.NoSourceUntil)
        {
            context.TouchEverybody();
        }
    }

    private void Window(IndexRow index, int live, Price target, bool isAgreed)
    {
        var isCondition =
            index.Price.IsPositive && (live == 2 ? !isAgreed : live == 1 && IsFar(target, index.OlderMark, index.Parameters.WindowBound));
        if (!index.IsWindowArmed)
        {
            Rearm(index, isCondition);
        }

        if (index.IsWindowOpen)
        {
            if (Outcome(index, live, target, isAgreed) is { } outcome)
            {
                context.Emit(new ProtectiveWindowClosed(index.Parameters.Id, outcome, State.Tick));
                context.TouchEverybody();
            }
        }
        else if (isCondition && index.IsWindowArmed)
        {
            var reference = live == 1 ? index.OlderMark : index.Price;
            context.Emit(new ProtectiveWindowOpened(index.Parameters.Id, reference, target, State.Tick + index.Parameters.WindowLength));
            context.TouchEverybody();
        }
    }

    private WindowOutcome? Outcome(IndexRow index, int live, Price target, bool isAgreed)
    {
        if (State.Tick >= index.WindowUntil)
        {
            return WindowOutcome.Expired;
        }

        if (isAgreed)
        {
            return WindowOutcome.Confirmed;
        }

        return live == 1 && !IsFar(target, index.WindowReference, index.Parameters.WindowBound) ? WindowOutcome.Returned : null;
    }

    private void Rearm(IndexRow index, bool isCondition)
    {
        var id = index.Parameters.Id;
        if (isCondition && index.CalmSince != Timestamp.Never)
        {
            context.Emit(new WindowRearming(id, Timestamp.Never, Flag.No));
        }
        else if (!isCondition && index.CalmSince == Timestamp.Never)
        {
            context.Emit(new WindowRearming(id, State.Tick, Flag.No));
        }
        else if (!isCondition && State.Tick - index.CalmSince >= index.Parameters.WindowLength)
        {
            context.Emit(new WindowRearming(id, Timestamp.Never, Flag.Yes));
        }
    }

    private static bool IsFar(Price price, Price from, Rate bound) =>
        Int128.Abs((Int128)price.Units - from.Units) * Rate.NanoPerOne > (Int128)bound.Nano * from.Units;
}
