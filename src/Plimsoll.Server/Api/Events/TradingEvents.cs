using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Ledger;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.Events;

/// <summary>Accounts, money, positions, orders and trades.</summary>
internal static class TradingEvents
{
    public static bool TryWrite(EventWriter to, EventView view)
    {
        switch (view.Kind)
        {
            case EventKind.AccountOpened:
                Write(to, view.As<AccountOpened>());
                return true;
            case EventKind.AccountStatusChanged:
                var status = view.As<AccountStatusChanged>();
                to.Account("account", status.Account).Choice("status", status.Status);
                return true;
            case EventKind.MarginModeChanged:
                var mode = view.As<MarginModeChanged>();
                to.Account("account", mode.Account).Instrument(mode.Instrument).Choice("margin_mode", mode.Mode).Leverage(mode.Leverage);
                to.Account("carried_by", mode.IsolatedAccount);
                return true;
            case EventKind.LeverageChanged:
                var leverage = view.As<LeverageChanged>();
                to.Account("account", leverage.Account).Instrument(leverage.Instrument).Leverage(leverage.Leverage);
                return true;
            case EventKind.SchemeChosen:
                var scheme = view.As<SchemeChosen>();
                to.Account("account", scheme.Account).Text("scheme", to.Names.Of(scheme.Scheme));
                return true;
            case EventKind.MoneyPosted:
                Write(to, view.As<MoneyPosted>());
                return true;
            case EventKind.PositionChanged:
                Write(to, view.As<PositionChanged>());
                return true;
            case EventKind.TradeRecorded:
                Write(to, view.As<TradeRecorded>());
                return true;
            case EventKind.TradeBusted:
                Write(to, view.As<TradeBusted>());
                return true;
            default:
                return TryWriteOrder(to, view);
        }
    }

    private static bool TryWriteOrder(EventWriter to, EventView view)
    {
        switch (view.Kind)
        {
            case EventKind.OrderPlaced:
                var placed = view.As<OrderPlaced>();
                to.Order(placed.Order)
                    .Account("account", placed.Account)
                    .Instrument(placed.Instrument)
                    .Side(placed.Quantity, placed.Instrument)
                    .Price("price", placed.LimitPrice, placed.Instrument)
                    .Is("reduce_only", placed.IsReduceOnly);
                return true;
            case EventKind.OrderAmended:
                var amended = view.As<OrderAmended>();
                if (WritePlace(to, amended.Order) is { } at)
                    to.Side(amended.Quantity, at).Price("price", amended.LimitPrice, at);

                return true;
            case EventKind.OrderReduced:
                var reduced = view.As<OrderReduced>();
                if (WritePlace(to, reduced.Order) is { } where)
                    to.Quantity("reduced_by", reduced.Quantity, where);

                return true;
            case EventKind.OrderClosed:
                var closed = view.As<OrderClosed>();
                WritePlace(to, closed.Order);
                to.Choice("reason", closed.Reason);
                return true;
            default:
                return false;
        }
    }

    /// <summary>An order, its account and its instrument.</summary>
    public static InstrumentId? WritePlace(EventWriter to, Engine.Trading.OrderId order)
    {
        to.Order(order);
        if (to.Record.PlaceOf(order) is not { } place)
            return null;

        to.Account("account", place.Account).Instrument(place.Instrument);
        return place.Instrument;
    }

    private static void Write(EventWriter to, in AccountOpened opened)
    {
        to.Account("account", opened.Account).Owner(opened.Account, opened.Owner).Choice("kind", opened.AccountKind);
        if (opened.AccountKind == AccountKind.Isolated)
            to.Account("parent", opened.Parent).Instrument(opened.Instrument);
        else if (opened.AccountKind == AccountKind.InsuranceFund)
            to.Asset("asset", opened.FundAsset);
    }

    private static void Write(EventWriter to, in MoneyPosted posted)
    {
        to.Account("from", posted.From)
            .Account("to", posted.To)
            .Asset("asset", posted.Asset)
            .Money("amount", posted.Amount, posted.Asset)
            .Choice("reason", posted.Reason);
        PostingReferences.Write(to, posted);
        to.Whole("parameters_version", posted.ParametersVersion);
    }

    private static void Write(EventWriter to, in PositionChanged changed)
    {
        to.Account("account", changed.Account).Instrument(changed.Instrument).Quantity("change", changed.Quantity, changed.Instrument);
        if (to.Record.PositionAfter(to.Place) is { } position)
            to.Quantity("position", position, changed.Instrument);
        else
            to.Text("position", null);

        to.Settled("cost_change", changed.Cost, changed.Instrument).Choice("reason", changed.Reason);
        if (changed.Reason is PostingReason.Trade or PostingReason.Bust)
            to.Trade(changed.Reference);
    }

    private static void Write(EventWriter to, in TradeRecorded trade)
    {
        to.Trade(trade.TradeId)
            .Instrument(trade.Instrument)
            .Side(trade.Quantity, trade.Instrument)
            .Price("price", trade.Price, trade.Instrument)
            .Account("taker", trade.Taker)
            .Account("maker", trade.Maker)
            .SettledBy("taker_fee", trade.Taker, trade.TakerFee, trade.Instrument)
            .SettledBy("maker_fee", trade.Maker, trade.MakerFee, trade.Instrument)
            .Is("is_liquidation", trade.IsLiquidation);
        var note = to.Record.NoteOf(to.Place);
        to.Price("mark_price", note?.Mark ?? default, trade.Instrument)
            .Is("far_from_mark", to.Record.IsFar(to.Place))
            // Between the venue and its matching engine.
            .Is("order_missing", to.IsWhole ? note?.NamesUnknownOrder : null);
    }

    private static void Write(EventWriter to, in TradeBusted busted)
    {
        to.Trade(busted.TradeId);
        var concern = to.Record.ConcernOfBust(busted.TradeId);
        if (concern.Instrument >= 0)
            to.Instrument(new((ushort)concern.Instrument));
    }
}
