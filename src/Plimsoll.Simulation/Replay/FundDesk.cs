using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Trading;
using Plimsoll.Simulation.Books;
using Plimsoll.Values;

namespace Plimsoll.Simulation.Replay;

/// <summary>Works off what the insurance fund took over, a little at each tick, with reduce-only orders.</summary>
/// <remarks>docs/spec/0011-replay.md (REPL-018).</remarks>
internal sealed class FundDesk(
    VenueGateway gateway,
    IReadOnlyList<InstrumentMarket> markets,
    LiquidityParameters parameters,
    AccountId fund
) : IVenueListener
{
    private const double ReachBp = 50;
    private readonly List<TradeLeg> _legs = [];
    private OrderId _placed;

    public void Hear(in EventView heard)
    {
        if (heard.Kind == EventKind.OrderPlaced)
        {
            _placed = heard.As<OrderPlaced>().Order;
        }
    }

    public void Work(Timestamp now)
    {
        foreach (var market in markets)
        {
            var position = gateway.Engine.PositionOf(fund, market.Id).Quantity;
            if (!position.IsZero && market.IsOpen && !market.Liquidity.IsCongested)
            {
                Reduce(market, position, now);
            }
        }
    }

    private void Reduce(InstrumentMarket market, Quantity position, Timestamp now)
    {
        var side = -position.Sign;
        var limit = (long)(market.Mid * (1 + (side * ReachBp / 10_000)));
        var pace = market.NormalDepth(ReachBp) * market.Liquidity.Depth * parameters.FundPace / (market.Mid * market.DollarsPerLotTick);
        var lots = Math.Min(position.Abs().Units / market.Listed.LotUnits, Math.Max(1, (long)pace));
        lots = Math.Min(lots, market.Book.Depth(side, limit));
        if (lots == 0 || limit <= 0)
        {
            return;
        }

        var quantity = new Quantity(side * lots * market.Listed.LotUnits);
        var order = new PlaceOrder(
            now,
            fund,
            market.Id,
            quantity,
            new(limit * market.Listed.TickUnits),
            IsReduceOnly: true,
            ClientOrderId: 0
        );
        if (gateway.Send(order).IsAccepted)
        {
            var placed = _placed;
            var fills = market.Take(side, lots, limit);
            LiquidationDesk.Book(gateway, market, fills, fund, placed, side, now, _legs);
        }
    }
}
