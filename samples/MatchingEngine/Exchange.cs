using System.Threading.Channels;
using Plimsoll.Client;
using Plimsoll.Client.Events;

namespace MatchingEngine;

/// <summary>Orders in, trades out. Everything that touches the book runs in one loop, in one order; only the checks of orders are under way many at a time.</summary>
/// <param name="socket">The server, with the key of a matching engine.</param>
/// <param name="instrument">What is traded here.</param>
/// <param name="output">Tells what happens.</param>
internal sealed class Exchange(PlimsollSocket socket, string instrument, TextWriter output)
{
    private readonly Book _book = new();
    private readonly Channel<Func<Task>> _work = Channel.CreateUnbounded<Func<Task>>();

    /// <summary>Sends an order to the server for its check, and matches it when its turn has come.</summary>
    public void Submit(Incoming order)
    {
        var placing = socket.Orders.PlaceAsync(
            new()
            {
                Account = order.Account,
                Instrument = instrument,
                Side = order.Side,
                Amount = order.Amount,
                Price = order.Price,
            }
        );
        _work.Writer.TryWrite(() => EnterAsync(order, placing));
    }

    /// <summary>No more orders will come.</summary>
    public void Complete() => _work.Writer.TryComplete();

    /// <summary>Works until it is completed or cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        // Follows before the first match, so that no liquidation order is missed.
        await using var accounts = await socket.SubscribeAsync(VenueChannels.EveryAccount, cancellation: cancellation);
        var following = FollowAsync(accounts, cancellation);
        await foreach (var step in _work.Reader.ReadAllAsync(cancellation))
        {
            await step();
        }

        await accounts.DisposeAsync();
        await following;
    }

    private async Task FollowAsync(Subscription<EveryAccountState> accounts, CancellationToken cancellation)
    {
        await foreach (var message in accounts.ReadAllAsync(cancellation))
        {
            switch (message)
            {
                case ChannelSnapshot<EveryAccountState> { IsRestart: true }:
                    await output.WriteLineAsync("events were lost: a real engine would compare its book with the server's orders now");
                    break;
                case ChannelEvents<EveryAccountState> record:
                    foreach (var happened in record.Events)
                    {
                        _work.Writer.TryWrite(() => LearnAsync(happened));
                    }

                    break;
            }
        }
    }

    /// <summary>What the server did by itself.</summary>
    private async Task LearnAsync(VenueEvent happened)
    {
        switch (happened)
        {
            case OrderClosedEvent closed:
                // Filled, cancelled by its owner elsewhere, or ended by a liquidation.
                _book.Remove(closed.OrderId);
                break;
            case LiquidationOrderPlacedEvent { Price: { } price, Account: { } account } placed when placed.Instrument == instrument:
                await output.WriteLineAsync($"liquidation of {account}: {placed.Side} {placed.Amount} at {price}");
                var order = new RestingOrder(placed.OrderId, new(account, placed.Side, placed.Amount, price));
                await MatchAsync(order);
                if (order.Remaining > 0)
                    await socket.Orders.DoneAsync(new() { Account = account, OrderId = order.Id });

                break;
        }
    }

    private async Task EnterAsync(Incoming incoming, Task<OutcomeView> placing)
    {
        try
        {
            var placed = await placing;
            var order = new RestingOrder(placed.Id!, incoming);
            await MatchAsync(order);
            if (order.Remaining > 0)
                _book.Add(order);
        }
        catch (PlimsollException refused)
        {
            // The pre-trade check said no: the order never was in the book.
            await output.WriteLineAsync(
                $"refused: {incoming.Account} {incoming.Side} {incoming.Amount} at {incoming.Price}: {refused.Name}"
            );
        }
    }

    private async Task MatchAsync(RestingOrder taker)
    {
        while (taker.Remaining > 0 && _book.BestAgainst(taker) is { } maker)
        {
            var amount = taker.Remaining < maker.Remaining ? taker.Remaining : maker.Remaining;
            if (await TradeAsync(taker, maker, amount))
            {
                taker.Remaining -= amount;
                maker.Remaining -= amount;
            }

            // Filled, or the server knows it no more and its end is on the way here.
            if (maker.Remaining == 0 || taker.Remaining > 0)
                _book.Remove(maker.Id);
        }
    }

    private async Task<bool> TradeAsync(RestingOrder taker, RestingOrder maker, ExactDecimal amount)
    {
        try
        {
            var leg = new TradeLegRequest
            {
                // Two orders trade once with each other, so their numbers name the trade.
                TradeId = $"{taker.Id}-{maker.Id}",
                Instrument = instrument,
                Side = taker.Side,
                Amount = amount,
                Price = maker.Price,
                Taker = taker.Account,
                Maker = maker.Account,
                TakerOrderId = taker.Id,
                MakerOrderId = maker.Id,
            };
            await socket.Trades.RecordAsync(new() { Legs = [leg] });
            await output.WriteLineAsync($"trade: {taker.Account} {taker.Side} {amount} at {maker.Price} with {maker.Account}");
            return true;
        }
        catch (PlimsollException refused)
        {
            await output.WriteLineAsync($"not booked: {refused.Message}");
            return false;
        }
    }
}
