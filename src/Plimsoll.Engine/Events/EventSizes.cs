using System.Runtime.CompilerServices;

namespace Plimsoll.Engine.Events;

/// <summary>How many bytes each kind of event takes, and which carry parameters behind them.</summary>
internal static class EventSizes
{
    private static readonly Dictionary<EventKind, int> Sizes = new()
    {
        [EventKind.AccountHeld] = Unsafe.SizeOf<AccountHeld>(),
        [EventKind.AccountOpened] = Unsafe.SizeOf<AccountOpened>(),
        [EventKind.AccountReleased] = Unsafe.SizeOf<AccountReleased>(),
        [EventKind.AccountStatusChanged] = Unsafe.SizeOf<AccountStatusChanged>(),
        [EventKind.AssetListed] = Unsafe.SizeOf<AssetListed>(),
        [EventKind.BookQuoted] = Unsafe.SizeOf<BookQuoted>(),
        [EventKind.ChangeScheduled] = Unsafe.SizeOf<ChangeScheduled>(),
        [EventKind.ChangeWithdrawn] = Unsafe.SizeOf<ChangeWithdrawn>(),
        [EventKind.ClockAdvanced] = Unsafe.SizeOf<ClockAdvanced>(),
        [EventKind.CollateralConverted] = Unsafe.SizeOf<CollateralConverted>(),
        [EventKind.CommandAccepted] = Unsafe.SizeOf<CommandAccepted>(),
        [EventKind.DeficitCovered] = Unsafe.SizeOf<DeficitCovered>(),
        [EventKind.DeleveragingCharged] = Unsafe.SizeOf<DeleveragingCharged>(),
        [EventKind.DeleveragingFeeCharged] = Unsafe.SizeOf<DeleveragingFeeCharged>(),
        [EventKind.FundingSettled] = Unsafe.SizeOf<FundingSettled>(),
        [EventKind.IndexListed] = Unsafe.SizeOf<IndexListed>(),
        [EventKind.IndexPriceChanged] = Unsafe.SizeOf<IndexPriceChanged>(),
        [EventKind.InstrumentClosed] = Unsafe.SizeOf<InstrumentClosed>(),
        [EventKind.InstrumentHalted] = Unsafe.SizeOf<InstrumentHalted>(),
        [EventKind.InstrumentListed] = Unsafe.SizeOf<InstrumentListed>(),
        [EventKind.InstrumentResumed] = Unsafe.SizeOf<InstrumentResumed>(),
        [EventKind.LeverageChanged] = Unsafe.SizeOf<LeverageChanged>(),
        [EventKind.LiquidationEnded] = Unsafe.SizeOf<LiquidationEnded>(),
        [EventKind.LiquidationOrderPlaced] = Unsafe.SizeOf<LiquidationOrderPlaced>(),
        [EventKind.LiquidationOrderRecalled] = Unsafe.SizeOf<LiquidationOrderRecalled>(),
        [EventKind.LiquidationStarted] = Unsafe.SizeOf<LiquidationStarted>(),
        [EventKind.LossSocialised] = Unsafe.SizeOf<LossSocialised>(),
        [EventKind.MarginCallEnded] = Unsafe.SizeOf<MarginCallEnded>(),
        [EventKind.MarginCallIssued] = Unsafe.SizeOf<MarginCallIssued>(),
        [EventKind.MarginModeChanged] = Unsafe.SizeOf<MarginModeChanged>(),
        [EventKind.MarkOverrideApproved] = Unsafe.SizeOf<MarkOverrideApproved>(),
        [EventKind.MarkOverrideEnded] = Unsafe.SizeOf<MarkOverrideEnded>(),
        [EventKind.MarkOverrideProposed] = Unsafe.SizeOf<MarkOverrideProposed>(),
        [EventKind.MarkPriceChanged] = Unsafe.SizeOf<MarkPriceChanged>(),
        [EventKind.MoneyPosted] = Unsafe.SizeOf<MoneyPosted>(),
        [EventKind.NoSourceHoldClosed] = Unsafe.SizeOf<NoSourceHoldClosed>(),
        [EventKind.NoSourceHoldOpened] = Unsafe.SizeOf<NoSourceHoldOpened>(),
        [EventKind.OrderAmended] = Unsafe.SizeOf<OrderAmended>(),
        [EventKind.OrderClosed] = Unsafe.SizeOf<OrderClosed>(),
        [EventKind.OrderPlaced] = Unsafe.SizeOf<OrderPlaced>(),
        [EventKind.OrderReduced] = Unsafe.SizeOf<OrderReduced>(),
        [EventKind.ParametersChanged] = Unsafe.SizeOf<ParametersChanged>(),
        [EventKind.PositionChanged] = Unsafe.SizeOf<PositionChanged>(),
        [EventKind.PositionDeleveraged] = Unsafe.SizeOf<PositionDeleveraged>(),
        [EventKind.PositionTakenOver] = Unsafe.SizeOf<PositionTakenOver>(),
        [EventKind.ProtectiveWindowClosed] = Unsafe.SizeOf<ProtectiveWindowClosed>(),
        [EventKind.ProtectiveWindowOpened] = Unsafe.SizeOf<ProtectiveWindowOpened>(),
        [EventKind.SchemeChosen] = Unsafe.SizeOf<SchemeChosen>(),
        [EventKind.SchemeListed] = Unsafe.SizeOf<SchemeListed>(),
        [EventKind.SmileChanged] = Unsafe.SizeOf<SmileChanged>(),
        [EventKind.SmileRemoved] = Unsafe.SizeOf<SmileRemoved>(),
        [EventKind.SourceGoodSince] = Unsafe.SizeOf<SourceGoodSince>(),
        [EventKind.SourceQuoted] = Unsafe.SizeOf<SourceQuoted>(),
        [EventKind.SourceStateChanged] = Unsafe.SizeOf<SourceStateChanged>(),
        [EventKind.TradeBusted] = Unsafe.SizeOf<TradeBusted>(),
        [EventKind.TradeRecorded] = Unsafe.SizeOf<TradeRecorded>(),
        [EventKind.VenueOpened] = Unsafe.SizeOf<VenueOpened>(),
        [EventKind.VenuePaused] = Unsafe.SizeOf<VenuePaused>(),
        [EventKind.VenueResumed] = Unsafe.SizeOf<VenueResumed>(),
        [EventKind.WindowRearming] = Unsafe.SizeOf<WindowRearming>(),
    };

    /// <summary>The size of the body; zero for a kind that does not exist.</summary>
    public static int Of(EventKind kind) => Sizes.GetValueOrDefault(kind);

    /// <summary>Whether parameters follow the body.</summary>
    public static bool HasParameters(EventKind kind) =>
        kind
            is EventKind.VenueOpened
                or EventKind.AssetListed
                or EventKind.IndexListed
                or EventKind.InstrumentListed
                or EventKind.SchemeListed
                or EventKind.ChangeScheduled;
}
