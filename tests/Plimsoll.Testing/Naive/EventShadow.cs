using System.Numerics;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Marking;
using Plimsoll.Values;

namespace Plimsoll.Testing.Naive;

/// <summary>What the engine's events say of orders, sources, windows and holds, which no query shows; held against the naive model.</summary>
internal sealed class EventShadow
{
    private readonly SortedDictionary<long, (BigInteger Remaining, BigInteger Limit)> _orders = [];
    private readonly HashSet<long> _recalled = [];
    private readonly Dictionary<(int Index, int Source), SourceState> _sources = [];
    private readonly Dictionary<int, long> _windows = [];
    private readonly Dictionary<int, long> _lost = [];
    private readonly Dictionary<int, (HoldReason Reason, long Until)> _holds = [];
    private readonly Dictionary<int, long> _fundingRates = [];
    private readonly SortedDictionary<(int Account, int Instrument), BigInteger> _liquidationFees = [];

    /// <summary>Takes in the events of a command.</summary>
    public void Fold(EventBuffer events)
    {
        for (var i = 0; i < events.Count; i++)
        {
            Orders(events[i]);
            Prices(events[i]);
            Accounts(events[i]);
            Fees(events[i]);
        }
    }

    /// <summary>The first difference, in words; null when all agrees.</summary>
    public string? Compare(NaiveState state) => Orders(state) ?? Indices(state) ?? Holds(state) ?? Funding(state) ?? Fees(state);

    private void Orders(EventView view)
    {
        switch (view.Kind)
        {
            case EventKind.OrderPlaced:
                var placed = view.As<OrderPlaced>();
                _orders[placed.Order.Value] = (placed.Quantity.Units, placed.LimitPrice.Units);
                break;
            case EventKind.LiquidationOrderPlaced:
                var engines = view.As<LiquidationOrderPlaced>();
                _orders[engines.Order.Value] = (engines.Quantity.Units, engines.LimitPrice.Units);
                break;
            case EventKind.OrderAmended:
                var amended = view.As<OrderAmended>();
                _orders[amended.Order.Value] = (amended.Quantity.Units, amended.LimitPrice.Units);
                break;
            case EventKind.OrderReduced:
                var reduced = view.As<OrderReduced>();
                var (remaining, limit) = _orders[reduced.Order.Value];
                _orders[reduced.Order.Value] = (remaining - (remaining.Sign * reduced.Quantity.Units), limit);
                break;
            case EventKind.OrderClosed:
                _orders.Remove(view.As<OrderClosed>().Order.Value);
                break;
            case EventKind.LiquidationOrderRecalled:
                _recalled.Add(view.As<LiquidationOrderRecalled>().Order.Value);
                break;
            default:
                break;
        }
    }

    private void Prices(EventView view)
    {
        switch (view.Kind)
        {
            case EventKind.SourceStateChanged:
                var source = view.As<SourceStateChanged>();
                _sources[(source.Index.Value, source.Source)] = source.State;
                break;
            case EventKind.ProtectiveWindowOpened:
                var window = view.As<ProtectiveWindowOpened>();
                _windows[window.Index.Value] = window.Until.Nanoseconds;
                break;
            case EventKind.ProtectiveWindowClosed:
                _windows.Remove(view.As<ProtectiveWindowClosed>().Index.Value);
                break;
            case EventKind.NoSourceHoldOpened:
                var lost = view.As<NoSourceHoldOpened>();
                _lost[lost.Index.Value] = lost.Until.Nanoseconds;
                break;
            case EventKind.NoSourceHoldClosed:
                _lost.Remove(view.As<NoSourceHoldClosed>().Index.Value);
                break;
            case EventKind.FundingSettled:
                var funding = view.As<FundingSettled>();
                _fundingRates[funding.Instrument.Value] = funding.FundingRate.Nano;
                break;
            default:
                break;
        }
    }

    private void Accounts(EventView view)
    {
        if (view.Kind == EventKind.AccountHeld)
        {
            var held = view.As<AccountHeld>();
            _holds[held.Account.Value] = (held.Reason, held.Until.Nanoseconds);
        }
        else if (view.Kind == EventKind.AccountReleased)
        {
            _holds.Remove(view.As<AccountReleased>().Account.Value);
        }
    }

    private void Fees(EventView view)
    {
        switch (view.Kind)
        {
            case EventKind.TradeRecorded when view.As<TradeRecorded>() is { IsLiquidation: Flag.Yes } trade:
                Add(trade.Taker, trade.Instrument, trade.TakerFee);
                break;
            case EventKind.PositionTakenOver:
                var takeover = view.As<PositionTakenOver>();
                Add(takeover.Account, takeover.Instrument, takeover.Fee);
                break;
            case EventKind.DeleveragingFeeCharged:
                var deleveraged = view.As<DeleveragingFeeCharged>();
                Add(deleveraged.Account, deleveraged.Instrument, deleveraged.Fee);
                break;
            default:
                break;
        }
    }

    private void Add(AccountId account, InstrumentId instrument, Money fee)
    {
        if (!fee.IsZero)
            _liquidationFees[(account.Value, instrument.Value)] =
                _liquidationFees.GetValueOrDefault((account.Value, instrument.Value)) + (BigInteger)fee.Units;
    }

    private string? Fees(NaiveState state) =>
        Differ("liquidation fees announced", string.Join("; ", state.LiquidationFees), string.Join("; ", _liquidationFees));

    private string? Orders(NaiveState state)
    {
        var expected = state.Orders.Values.Select(order =>
            $"{order.Id}: {order.Remaining} at {order.Limit}{Recalled(IsRecalled(state, order))}"
        );
        var actual = _orders.Select(order =>
            $"{order.Key}: {order.Value.Remaining} at {order.Value.Limit}{Recalled(_recalled.Contains(order.Key))}"
        );
        return Differ("open orders", string.Join("; ", expected), string.Join("; ", actual));
    }

    private static bool IsRecalled(NaiveState state, NaiveOrder order) =>
        order.IsLiquidation && state.Accounts[order.Account].Liquidation!.IsRecalled;

    private static string Recalled(bool isRecalled) => isRecalled ? ", recalled" : "";

    private string? Indices(NaiveState state) =>
        Enumerable.Range(0, state.Indices.Count).Select(id => Index(id, state.Indices[id])).FirstOrDefault(found => found is not null);

    private string? Index(int id, NaiveIndex index)
    {
        var states = Enumerable.Range(0, index.Sources.Count).Select(place => _sources.GetValueOrDefault((id, place)));
        return Differ($"index {id}, sources", string.Join(" ", index.Sources.Select(source => source.State)), string.Join(" ", states))
            ?? Differ($"index {id}, window", index.IsWindowOpen ? index.WindowUntil : 0, _windows.GetValueOrDefault(id))
            ?? Differ($"index {id}, no source", index.HasNoSource ? index.NoSourceUntil : 0, _lost.GetValueOrDefault(id));
    }

    private string? Holds(NaiveState state) =>
        state
            .Accounts.Select(account =>
                Differ($"account {account.Id}, hold", (account.Hold, account.HeldUntil), _holds.GetValueOrDefault(account.Id))
            )
            .FirstOrDefault(found => found is not null);

    private string? Funding(NaiveState state) =>
        state
            .Instruments.Select(each =>
                Differ($"instrument {each.Id}, funding rate", each.FundingRate, _fundingRates.GetValueOrDefault(each.Id))
            )
            .FirstOrDefault(found => found is not null);

    private static string? Differ<T>(string what, T expected, T actual)
        where T : notnull => expected.Equals(actual) ? null : $"{what}: expected {expected}, actual {actual}";
}
