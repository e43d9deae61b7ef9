using Plimsoll.Engine.Events;

namespace Plimsoll.Engine.State;

/// <summary>Turns recorded events back into their types and applies them: the whole of a follower.</summary>
internal static class EventDispatch
{
    /// <summary>Applies one recorded event to <paramref name="state"/>.</summary>
    public static void Apply(EngineState state, in EventView view)
    {
        switch (view.Kind)
        {
            case EventKind.VenueOpened:
                ApplyTo(view.As<VenueOpened>(), state, view.Payload);
                break;
            case EventKind.AssetListed:
                ApplyTo(view.As<AssetListed>(), state, view.Payload);
                break;
            case EventKind.IndexListed:
                ApplyTo(view.As<IndexListed>(), state, view.Payload);
                break;
            case EventKind.InstrumentListed:
                ApplyTo(view.As<InstrumentListed>(), state, view.Payload);
                break;
            case EventKind.SchemeListed:
                ApplyTo(view.As<SchemeListed>(), state, view.Payload);
                break;
            case EventKind.ChangeScheduled:
                ApplyTo(view.As<ChangeScheduled>(), state, view.Payload);
                break;
            case EventKind.ParametersChanged:
                ApplyTo(view.As<ParametersChanged>(), state, view.Payload);
                break;
            case EventKind.ChangeWithdrawn:
                ApplyTo(view.As<ChangeWithdrawn>(), state, view.Payload);
                break;
            case EventKind.InstrumentHalted:
                ApplyTo(view.As<InstrumentHalted>(), state, view.Payload);
                break;
            case EventKind.InstrumentResumed:
                ApplyTo(view.As<InstrumentResumed>(), state, view.Payload);
                break;
            case EventKind.InstrumentClosed:
                ApplyTo(view.As<InstrumentClosed>(), state, view.Payload);
                break;
            case EventKind.VenuePaused:
                ApplyTo(view.As<VenuePaused>(), state, view.Payload);
                break;
            case EventKind.VenueResumed:
                ApplyTo(view.As<VenueResumed>(), state, view.Payload);
                break;
            case EventKind.MarkOverrideProposed:
                ApplyTo(view.As<MarkOverrideProposed>(), state, view.Payload);
                break;
            case EventKind.MarkOverrideApproved:
                ApplyTo(view.As<MarkOverrideApproved>(), state, view.Payload);
                break;
            case EventKind.MarkOverrideEnded:
                ApplyTo(view.As<MarkOverrideEnded>(), state, view.Payload);
                break;
            case EventKind.CommandAccepted:
                ApplyTo(view.As<CommandAccepted>(), state, view.Payload);
                break;
            case EventKind.ClockAdvanced:
                ApplyTo(view.As<ClockAdvanced>(), state, view.Payload);
                break;
            case EventKind.AccountOpened:
                ApplyTo(view.As<AccountOpened>(), state, view.Payload);
                break;
            case EventKind.AccountStatusChanged:
                ApplyTo(view.As<AccountStatusChanged>(), state, view.Payload);
                break;
            case EventKind.MarginModeChanged:
                ApplyTo(view.As<MarginModeChanged>(), state, view.Payload);
                break;
            case EventKind.LeverageChanged:
                ApplyTo(view.As<LeverageChanged>(), state, view.Payload);
                break;
            case EventKind.SchemeChosen:
                ApplyTo(view.As<SchemeChosen>(), state, view.Payload);
                break;
            case EventKind.MoneyPosted:
                ApplyTo(view.As<MoneyPosted>(), state, view.Payload);
                break;
            case EventKind.PositionChanged:
                ApplyTo(view.As<PositionChanged>(), state, view.Payload);
                break;
            case EventKind.OrderPlaced:
                ApplyTo(view.As<OrderPlaced>(), state, view.Payload);
                break;
            case EventKind.OrderAmended:
                ApplyTo(view.As<OrderAmended>(), state, view.Payload);
                break;
            case EventKind.OrderReduced:
                ApplyTo(view.As<OrderReduced>(), state, view.Payload);
                break;
            case EventKind.OrderClosed:
                ApplyTo(view.As<OrderClosed>(), state, view.Payload);
                break;
            case EventKind.TradeRecorded:
                ApplyTo(view.As<TradeRecorded>(), state, view.Payload);
                break;
            case EventKind.TradeBusted:
                ApplyTo(view.As<TradeBusted>(), state, view.Payload);
                break;
            case EventKind.SourceQuoted:
                ApplyTo(view.As<SourceQuoted>(), state, view.Payload);
                break;
            case EventKind.SourceStateChanged:
                ApplyTo(view.As<SourceStateChanged>(), state, view.Payload);
                break;
            case EventKind.SourceGoodSince:
                ApplyTo(view.As<SourceGoodSince>(), state, view.Payload);
                break;
            case EventKind.IndexPriceChanged:
                ApplyTo(view.As<IndexPriceChanged>(), state, view.Payload);
                break;
            case EventKind.SmileChanged:
                ApplyTo(view.As<SmileChanged>(), state, view.Payload);
                break;
            case EventKind.SmileRemoved:
                ApplyTo(view.As<SmileRemoved>(), state, view.Payload);
                break;
            case EventKind.ProtectiveWindowOpened:
                ApplyTo(view.As<ProtectiveWindowOpened>(), state, view.Payload);
                break;
            case EventKind.ProtectiveWindowClosed:
                ApplyTo(view.As<ProtectiveWindowClosed>(), state, view.Payload);
                break;
            case EventKind.WindowRearming:
                ApplyTo(view.As<WindowRearming>(), state, view.Payload);
                break;
            case EventKind.NoSourceHoldOpened:
                ApplyTo(view.As<NoSourceHoldOpened>(), state, view.Payload);
                break;
            case EventKind.NoSourceHoldClosed:
                ApplyTo(view.As<NoSourceHoldClosed>(), state, view.Payload);
                break;
            case EventKind.BookQuoted:
                ApplyTo(view.As<BookQuoted>(), state, view.Payload);
                break;
            case EventKind.MarkPriceChanged:
                ApplyTo(view.As<MarkPriceChanged>(), state, view.Payload);
                break;
            case EventKind.MarginCallIssued:
                ApplyTo(view.As<MarginCallIssued>(), state, view.Payload);
                break;
            case EventKind.MarginCallEnded:
                ApplyTo(view.As<MarginCallEnded>(), state, view.Payload);
                break;
            case EventKind.AccountHeld:
                ApplyTo(view.As<AccountHeld>(), state, view.Payload);
                break;
            case EventKind.AccountReleased:
                ApplyTo(view.As<AccountReleased>(), state, view.Payload);
                break;
            case EventKind.LiquidationStarted:
                ApplyTo(view.As<LiquidationStarted>(), state, view.Payload);
                break;
            case EventKind.LiquidationOrderPlaced:
                ApplyTo(view.As<LiquidationOrderPlaced>(), state, view.Payload);
                break;
            case EventKind.LiquidationOrderRecalled:
                ApplyTo(view.As<LiquidationOrderRecalled>(), state, view.Payload);
                break;
            case EventKind.LiquidationEnded:
                ApplyTo(view.As<LiquidationEnded>(), state, view.Payload);
                break;
            case EventKind.PositionTakenOver:
                ApplyTo(view.As<PositionTakenOver>(), state, view.Payload);
                break;
            case EventKind.PositionDeleveraged:
                ApplyTo(view.As<PositionDeleveraged>(), state, view.Payload);
                break;
            case EventKind.DeleveragingCharged:
                ApplyTo(view.As<DeleveragingCharged>(), state, view.Payload);
                break;
            case EventKind.DeficitCovered:
                ApplyTo(view.As<DeficitCovered>(), state, view.Payload);
                break;
            case EventKind.LossSocialised:
                ApplyTo(view.As<LossSocialised>(), state, view.Payload);
                break;
            case EventKind.CollateralConverted:
                ApplyTo(view.As<CollateralConverted>(), state, view.Payload);
                break;
            case EventKind.FundingSettled:
                ApplyTo(view.As<FundingSettled>(), state, view.Payload);
                break;
            case EventKind.DeleveragingFeeCharged:
                ApplyTo(view.As<DeleveragingFeeCharged>(), state, view.Payload);
                break;
            case EventKind.None:
            default:
                throw new InvariantViolationException($"Event kind {view.Kind} is not known.");
        }
    }

    private static void ApplyTo<T>(in T recorded, EngineState state, object? payload)
        where T : unmanaged, IAppliedEvent => recorded.ApplyTo(state, payload);
}
