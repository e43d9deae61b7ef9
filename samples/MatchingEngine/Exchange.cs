using System.Globalization;
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

    // What was open at the start may come again, as the answer to an order sent meanwhile or as an event.
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Channel<Func<Task>> _work = Channel.CreateUnbounded<Func<Task>>();
    private readonly TaskCompletionSource _resumed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when it has the orders that were open at the server.</summary>
    public Task Resumed => _resumed.Task;

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
        await ResumeAsync(cancellation);
        _resumed.TrySetResult();
        await foreach (var step in _work.Reader.ReadAllAsync(cancellation))
        {
            await step();
        }

        await accounts.DisposeAsync();
        await following;
    }

    /// <summary>The orders that are open at the server, the oldest first: the book of before, after a restart. What ends meanwhile is told to the follower, and waits its turn.</summary>
    private async Task ResumeAsync(CancellationToken cancellation)
    {
        var open = new List<OrderResponse>();
        await foreach (var account in socket.Accounts.ListAllAsync(cancellation: cancellation))
        {
            var orders = (await socket.Accounts.OrdersAsync(account.Account, cancellation: cancellation)).Items;
            open.AddRange(orders.Where(order => order.Instrument == instrument));
        }

        await output.WriteLineAsync(
            $"{instrument}: {open.Count} open orders at the server; waiting for orders, such as: alice buy 0.5 60000"
        );
        foreach (var order in open.OrderBy(each => long.Parse(each.OrderId, CultureInfo.InvariantCulture)))
        {
            var resting = new RestingOrder(order.OrderId, new(order.Account, order.Side, order.Amount, order.Price));
            if (order.IsLiquidation)
                await LiquidateAsync(resting);
            else
                await EnterAsync(resting);
        }
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
                await LiquidateAsync(new(placed.OrderId, new(account, placed.Side, placed.Amount, price)));
                break;
        }
    }

    /// <summary>Fills what the book takes of an order of the engine's own, and says that no more will come.</summary>
    private async Task LiquidateAsync(RestingOrder order)
    {
        if (!_known.Add(order.Id))
            return;

        await output.WriteLineAsync($"liquidation of {order.Account}: {order.Side} {order.Remaining} at {order.Price}");
        await MatchAsync(order);
        if (order.Remaining > 0)
            await socket.Orders.DoneAsync(new() { Account = order.Account, OrderId = order.Id });
    }

    private async Task EnterAsync(Incoming incoming, Task<OutcomeView> placing)
    {
        try
        {
            var placed = await placing;
            await EnterAsync(new RestingOrder(placed.Id!, incoming));
        }
        catch (PlimsollException refused)
        {
            // The pre-trade check said no: the order never was in the book.
            await output.WriteLineAsync(
                $"refused: {incoming.Account} {incoming.Side} {incoming.Amount} at {incoming.Price}: {refused.Name}"
            );
        }
    }

    /// <summary>Matches an order, and rests what is left of it.</summary>
    private async Task EnterAsync(RestingOrder order)
    {
        if (!_known.Add(order.Id))
            return;

        await MatchAsync(order);
        if (order.Remaining == 0)
            return;

        _book.Add(order);
        await output.WriteLineAsync($"rests: {order.Account} {order.Side} {order.Remaining} at {order.Price}, order {order.Id}");
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
