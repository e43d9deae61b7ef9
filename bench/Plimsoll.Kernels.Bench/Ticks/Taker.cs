using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Trading;
using Plimsoll.Values;

namespace Plimsoll.Kernels.Bench.Ticks;

/// <summary>A maker that takes, at the price they were sized at, what the engines want to close, and what follows from that; and the numbers of all trades.</summary>
internal sealed class Taker(EnginePair pair, AccountId maker)
{
    private long _trade = 1;

    /// <summary>A number that no trade has had.</summary>
    public long NextTrade() => _trade++;

    /// <summary>Until nothing is left to close.</summary>
    /// <param name="now">When.</param>
    /// <param name="isDecidedByAll">Otherwise the engine that looks at everybody only follows.</param>
    public void Fill(Timestamp now, bool isDecidedByAll)
    {
        while (Legs() is { Length: > 0 } legs)
        {
            if (isDecidedByAll)
                pair.Both(new RecordTrades(now, legs));
            else
                pair.Prepare(new RecordTrades(now, legs));
        }
    }

    private TradeLeg[] Legs()
    {
        var legs = new List<TradeLeg>();
        var events = pair.Certified.Events;
        for (var i = 0; i < events.Count; i++)
        {
            if (events[i].Kind == EventKind.LiquidationOrderPlaced)
            {
                var order = events[i].As<LiquidationOrderPlaced>();
                legs.Add(new(NextTrade(), order.Instrument, order.Quantity, order.SizingPrice, order.Account, order.Order, maker, default));
            }
        }

        return [.. legs];
    }
}
