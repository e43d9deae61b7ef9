using Plimsoll.Engine.Events;
using Plimsoll.Engine.State;
using Plimsoll.Marking;
using Plimsoll.Values;

namespace Plimsoll.Engine.Marking;

/// <summary>Decides which sources of an index count at this tick, and why the others do not.</summary>
/// <remarks>Source: docs/spec/0003-prices.md, "Sources" (PRIC-001 … PRIC-006).</remarks>
internal sealed class SourceJudge(EngineContext context)
{
    private readonly SourceState[] _verdict = new SourceState[IndexParameters.MaxSources];
    private readonly long[] _price = new long[IndexParameters.MaxSources];
    private readonly long[] _range = new long[IndexParameters.MaxSources];
    private readonly long[] _others = new long[IndexParameters.MaxSources];
    private readonly (Price Price, int Weight)[] _passed = new (Price, int)[IndexParameters.MaxSources];

    private EngineState State => context.State;

    /// <summary>Judges every source, records what changed, and writes the prices of the live ones.</summary>
    /// <param name="index">The index.</param>
    /// <param name="live">Receives price and weight of each live source, in order of place; room for all.</param>
    /// <returns>How many are live.</returns>
    public int Judge(IndexRow index, Span<(Price Price, int Weight)> live)
    {
        var count = index.Sources.Length;
        for (var i = 0; i < count; i++)
        {
            _verdict[i] = Basic(index, i);
        }

        DropFrozen(index);
        DropDeviating(index);
        Return(index);
        var written = 0;
        for (byte i = 0; i < count; i++)
        {
            if (index.Sources[i].State != _verdict[i])
            {
                context.Emit(new SourceStateChanged(index.Parameters.Id, i, _verdict[i], State.Tick));
            }

            if (_verdict[i] == SourceState.Live)
            {
                live[written++] = (new(_price[i]), index.Parameters.Sources[i].Weight);
            }
        }

        return written;
    }

    private SourceState Basic(IndexRow index, int place)
    {
        var source = index.Sources[place];
        if (!source.HasQuoted)
        {
            return SourceState.Silent;
        }

        var conversion = index.Parameters.Sources[place].ConvertBy is { } by ? State.Index(by) : null;
        if (
            State.Tick - source.QuotedAt > index.Parameters.StaleAfter
            || conversion is { HasNoSource: true } or { Price.IsPositive: false }
        )
        {
            return SourceState.Stale;
        }

        if (!source.Bid.IsPositive || !source.Ask.IsPositive)
        {
            return SourceState.NotPositive;
        }

        if (source.Bid > source.Ask)
        {
            return SourceState.Crossed;
        }

        _price[place] = conversion is null
            ? source.Mid
            : (long)
                Int128.Min(
                    long.MaxValue,
                    ExactMath.MulDiv(
                        source.Mid,
                        conversion.Price.Units,
                        ExactMath.PowerOfTen(conversion.Parameters.Decimals),
                        Rounding.Floor
                    )
                );
        // A conversion may round to nothing or leave the range; neither is a price.
        return _price[place] > 0 && _price[place] <= index.MaxPrice.Units ? SourceState.Live : SourceState.NotPositive;
    }

    private void DropFrozen(IndexRow index)
    {
        var parameters = index.Parameters;
        if (parameters.FrozenShare == Rate.Zero)
        {
            return;
        }

        var count = index.Sources.Length;
        for (var i = 0; i < count; i++)
        {
            _range[i] = _verdict[i] == SourceState.Live ? index.Sources[i].RelativeRange(State.Tick, parameters.FrozenWindow) : -1;
        }

        for (var i = 0; i < count; i++)
        {
            var typical = TypicalOther(i, count);
            var isFrozen =
                _range[i] >= 0
                && State.Tick - index.Sources[i].FirstQuotedAt >= parameters.FrozenWindow
                && typical >= parameters.FrozenFloor.Nano
                && (Int128)_range[i] * Rate.NanoPerOne < (Int128)parameters.FrozenShare.Nano * typical;
            if (isFrozen)
            {
                _verdict[i] = SourceState.Frozen;
            }
        }
    }

    /// <summary>The lower median of the other sources' ranges: one that runs away alone must not make the quiet ones look frozen. −1 without others.</summary>
    private long TypicalOther(int place, int count)
    {
        var others = 0;
        for (var i = 0; i < count; i++)
        {
            if (i == place || _range[i] < 0)
            {
                continue;
            }

            var hole = others++;
            for (; hole > 0 && _others[hole - 1] > _range[i]; hole--)
            {
                _others[hole] = _others[hole - 1];
            }

            _others[hole] = _range[i];
        }

        return others == 0 ? -1 : _others[(others - 1) / 2];
    }

    private void DropDeviating(IndexRow index)
    {
        var passed = 0;
        for (var i = 0; i < index.Sources.Length; i++)
        {
            if (_verdict[i] == SourceState.Live)
            {
                _passed[passed++] = (new(_price[i]), index.Parameters.Sources[i].Weight);
            }
        }

        if (passed < SourceWeights.LeastSources)
        {
            return;
        }

        SourceWeights.Cap(_passed.AsSpan(0, passed));
        var median = WeightedMedian.Of(_passed.AsSpan(0, passed)).Units;
        for (var i = 0; i < index.Sources.Length; i++)
        {
            var distance = Int128.Abs((Int128)_price[i] - median);
            if (_verdict[i] == SourceState.Live && distance * Rate.NanoPerOne > (Int128)index.Parameters.MaxDeviation.Nano * median)
            {
                _verdict[i] = SourceState.Deviating;
            }
        }
    }

    /// <summary>A source that was dropped must prove itself before it counts again, unless nobody else is left.</summary>
    private void Return(IndexRow index)
    {
        var isAnyLive = false;
        for (byte i = 0; i < index.Sources.Length; i++)
        {
            var source = index.Sources[i];
            var isGood = _verdict[i] == SourceState.Live;
            var wasDropped = source.State is not (SourceState.Live or SourceState.Silent);
            if (isGood && wasDropped)
            {
                if (source.GoodSince == Timestamp.Never)
                {
                    context.Emit(new SourceGoodSince(index.Parameters.Id, i, State.Tick));
                }

                if (State.Tick - source.GoodSince < index.Parameters.ReturnAfter)
                {
                    _verdict[i] = SourceState.Returning;
                }
            }
            else if (!isGood && source.GoodSince != Timestamp.Never)
            {
                context.Emit(new SourceGoodSince(index.Parameters.Id, i, Timestamp.Never));
            }

            isAnyLive |= _verdict[i] == SourceState.Live;
        }

        for (var i = 0; i < index.Sources.Length && !isAnyLive; i++)
        {
            _verdict[i] = _verdict[i] == SourceState.Returning ? SourceState.Live : _verdict[i];
        }
    }
}
