using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.Events;

/// <summary>Whom and what an event concerns: where it belongs, in channels and in histories.</summary>
/// <param name="First">An account; −1 for none.</param>
/// <param name="Second">Another account; −1 for none.</param>
/// <param name="Instrument">An instrument; −1 for none.</param>
/// <param name="Index">An index; −1 for none.</param>
/// <param name="IsStrange">Whether an operator wants to see it: a trade far from the mark, or one that names an order that was not there.</param>
internal readonly record struct EventConcern(int First = -1, int Second = -1, int Instrument = -1, int Index = -1, bool IsStrange = false)
{
    /// <summary>Nobody and nothing in particular.</summary>
    public static EventConcern None { get; } = new(-1);

    /// <summary>What the event at a place of its record concerns.</summary>
    public static EventConcern Of(RecordView record, int place) =>
        record.Events[place] is { Kind: EventKind.TradeRecorded } trade
            ? Of(trade, record) with
            {
                IsStrange = record.IsStrange(place),
            }
            : Of(record.Events[place], record);

    /// <summary>What an event concerns, but for whether it is strange.</summary>
    /// <param name="view">The event.</param>
    /// <param name="record">Its record.</param>
    public static EventConcern Of(EventView view, RecordView record) =>
        view.Kind switch
        {
            EventKind.AccountOpened => Of(view.As<AccountOpened>()),
            EventKind.AccountStatusChanged => new(view.As<AccountStatusChanged>().Account.Value),
            EventKind.MarginModeChanged => view.As<MarginModeChanged>() is var mode
                ? new(mode.Account.Value, mode.IsolatedAccount.Value, mode.Instrument.Value)
                : None,
            EventKind.LeverageChanged => At(view.As<LeverageChanged>().Account, view.As<LeverageChanged>().Instrument),
            EventKind.SchemeChosen => new(view.As<SchemeChosen>().Account.Value),
            EventKind.MoneyPosted => Two(view.As<MoneyPosted>().From, view.As<MoneyPosted>().To),
            EventKind.PositionChanged => At(view.As<PositionChanged>().Account, view.As<PositionChanged>().Instrument),
            EventKind.OrderPlaced => At(view.As<OrderPlaced>().Account, view.As<OrderPlaced>().Instrument),
            EventKind.OrderAmended => record.ConcernOf(view.As<OrderAmended>().Order),
            EventKind.OrderReduced => record.ConcernOf(view.As<OrderReduced>().Order),
            EventKind.OrderClosed => record.ConcernOf(view.As<OrderClosed>().Order),
            EventKind.TradeRecorded => view.As<TradeRecorded>() is var trade
                ? new(trade.Taker.Value, trade.Maker.Value, trade.Instrument.Value)
                : None,
            EventKind.TradeBusted => record.ConcernOfBust(view.As<TradeBusted>().TradeId),
            EventKind.MarginCallIssued => new(view.As<MarginCallIssued>().Account.Value),
            EventKind.MarginCallEnded => new(view.As<MarginCallEnded>().Account.Value),
            EventKind.AccountHeld => new(view.As<AccountHeld>().Account.Value),
            EventKind.AccountReleased => new(view.As<AccountReleased>().Account.Value),
            EventKind.LiquidationStarted => new(view.As<LiquidationStarted>().Account.Value),
            EventKind.LiquidationOrderPlaced => At(view.As<LiquidationOrderPlaced>().Account, view.As<LiquidationOrderPlaced>().Instrument),
            EventKind.LiquidationOrderRecalled => record.ConcernOf(view.As<LiquidationOrderRecalled>().Order) with
            {
                First = view.As<LiquidationOrderRecalled>().Account.Value,
            },
            EventKind.LiquidationEnded => new(view.As<LiquidationEnded>().Account.Value),
            EventKind.PositionTakenOver => view.As<PositionTakenOver>() is var taken
                ? new(taken.Account.Value, taken.Fund.Value, taken.Instrument.Value)
                : None,
            EventKind.PositionDeleveraged => view.As<PositionDeleveraged>() is var closed
                ? new(closed.Account.Value, closed.Winner.Value, closed.Instrument.Value)
                : None,
            EventKind.DeleveragingCharged => Two(view.As<DeleveragingCharged>().Account, view.As<DeleveragingCharged>().Winner),
            EventKind.DeleveragingFeeCharged => view.As<DeleveragingFeeCharged>() is var fee
                ? new(fee.Account.Value, fee.Fund.Value, fee.Instrument.Value)
                : None,
            EventKind.DeficitCovered => Two(view.As<DeficitCovered>().Account, view.As<DeficitCovered>().Fund),
            EventKind.LossSocialised => Two(view.As<LossSocialised>().Account, view.As<LossSocialised>().Bearer),
            EventKind.CollateralConverted => new(view.As<CollateralConverted>().Account.Value),
            _ => OfMarket(view),
        };

    private static EventConcern OfMarket(EventView view) =>
        view.Kind switch
        {
            EventKind.IndexListed => In(view.As<IndexListed>().Index),
            EventKind.SourceQuoted => In(view.As<SourceQuoted>().Index),
            EventKind.SourceStateChanged => In(view.As<SourceStateChanged>().Index),
            EventKind.SourceGoodSince => In(view.As<SourceGoodSince>().Index),
            EventKind.IndexPriceChanged => In(view.As<IndexPriceChanged>().Index),
            EventKind.SmileChanged => In(view.As<SmileChanged>().Index),
            EventKind.SmileRemoved => In(view.As<SmileRemoved>().Index),
            EventKind.ProtectiveWindowOpened => In(view.As<ProtectiveWindowOpened>().Index),
            EventKind.ProtectiveWindowClosed => In(view.As<ProtectiveWindowClosed>().Index),
            EventKind.WindowRearming => In(view.As<WindowRearming>().Index),
            EventKind.NoSourceHoldOpened => In(view.As<NoSourceHoldOpened>().Index),
            EventKind.NoSourceHoldClosed => In(view.As<NoSourceHoldClosed>().Index),
            EventKind.InstrumentListed => On(view.As<InstrumentListed>().Instrument),
            EventKind.InstrumentHalted => On(view.As<InstrumentHalted>().Instrument),
            EventKind.InstrumentResumed => On(view.As<InstrumentResumed>().Instrument),
            EventKind.InstrumentClosed => On(view.As<InstrumentClosed>().Instrument),
            EventKind.BookQuoted => On(view.As<BookQuoted>().Instrument),
            EventKind.MarkPriceChanged => On(view.As<MarkPriceChanged>().Instrument),
            EventKind.MarkOverrideProposed => On(view.As<MarkOverrideProposed>().Instrument),
            EventKind.MarkOverrideApproved => On(view.As<MarkOverrideApproved>().Instrument),
            EventKind.MarkOverrideEnded => On(view.As<MarkOverrideEnded>().Instrument),
            EventKind.FundingSettled => On(view.As<FundingSettled>().Instrument),
            _ => None,
        };

    /// <summary>Whether it concerns an account or, of an account's isolated positions, one.</summary>
    public bool Concerns(AccountId account, EventNames names) =>
        (First >= 0 && names.Owners.Belongs(new(First), account)) || (Second >= 0 && names.Owners.Belongs(new(Second), account));

    private static EventConcern Of(in AccountOpened opened) =>
        opened.AccountKind == AccountKind.Isolated
            ? new(opened.Account.Value, opened.Parent.Value, opened.Instrument.Value)
            : new(opened.Account.Value);

    private static EventConcern Two(AccountId first, AccountId second) => new(first.Value, second.Value);

    private static EventConcern At(AccountId account, InstrumentId instrument) => new(account.Value, -1, instrument.Value);

    private static EventConcern On(InstrumentId instrument) => new(-1, -1, instrument.Value);

    private static EventConcern In(IndexId index) => new(-1, -1, -1, index.Value);
}
