using Plimsoll.Engine.State;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency;

/// <summary>A copy of an account's positions to be changed: what it would be with other orders or fills. One at a time; good until the next.</summary>
internal sealed class WorkingPositions(EngineState state)
{
    private PositionLine[] _positions = new PositionLine[16];

    /// <summary>The first so many lines.</summary>
    public Span<PositionLine> First(int count) => _positions.AsSpan(0, count);

    /// <summary>The positions of an account with its open orders in them, one order taken out and another put in (either may be none).</summary>
    public Span<PositionLine> WithOrders(AccountRow account, in OrderRow without, in OrderRow with)
    {
        var count = Copy(account).Length;
        foreach (var id in account.Orders)
        {
            if (id != without.Id)
            {
                AddLoss(state.Orders[id], ref count);
            }
        }

        if (!without.Remaining.IsZero && CountsInMargin(without))
        {
            ref var line = ref Line(without.Instrument, count, out count);
            line =
                without.Remaining.Sign > 0
                    ? line with
                    {
                        OpenBuy = line.OpenBuy - without.Remaining,
                    }
                    : line with
                    {
                        OpenSell = line.OpenSell + without.Remaining,
                    };
        }

        if (!with.Remaining.IsZero && CountsInMargin(with))
        {
            ref var line = ref Line(with.Instrument, count, out count);
            line =
                with.Remaining.Sign > 0
                    ? line with
                    {
                        OpenBuy = line.OpenBuy + with.Remaining,
                    }
                    : line with
                    {
                        OpenSell = line.OpenSell - with.Remaining,
                    };
            AddLoss(with, ref count);
        }

        return _positions.AsSpan(0, count);
    }

    private bool CountsInMargin(in OrderRow order) =>
        order.NeedsMargin && state.Instrument(order.Instrument).Parameters.Kind != InstrumentKind.Spot;

    private void AddLoss(in OrderRow order, ref int count)
    {
        if (!CountsInMargin(order))
        {
            return;
        }

        var mark = state.Market.Mark(order.Instrument);
        var loss = StandardMargin.OrderLoss(state.Market.Contract(order.Instrument), mark, order.Remaining, order.Limit);
        ref var line = ref Line(order.Instrument, count, out count);
        line = order.Remaining.Sign > 0 ? line with { BuyLoss = line.BuyLoss + loss } : line with { SellLoss = line.SellLoss + loss };
    }

    /// <summary>The working line of an instrument; put in its place by id when there is none, because requirements are added in that order.</summary>
    public ref PositionLine Line(InstrumentId instrument, int count, out int newCount)
    {
        var place = 0;
        while (place < count && _positions[place].Instrument.Value < instrument.Value)
        {
            place++;
        }

        newCount = count;
        if (place == count || _positions[place].Instrument != instrument)
        {
            if (count == _positions.Length)
            {
                Array.Resize(ref _positions, count * 2);
            }

            Array.Copy(_positions, place, _positions, place + 1, count - place);
            _positions[place] = new(instrument, default, default);
            newCount = count + 1;
        }

        return ref _positions[place];
    }

    /// <summary>The positions of an account.</summary>
    public Span<PositionLine> Copy(AccountRow account)
    {
        var lines = account.Positions;
        if (lines.Length > _positions.Length)
        {
            _positions = new PositionLine[lines.Length * 2];
        }

        lines.CopyTo(_positions);
        return _positions.AsSpan(0, lines.Length);
    }
}
