using Plimsoll.Engine.Events;

namespace Plimsoll.Server.Api.Events;

/// <summary>Margin calls, holds, liquidation, the insurance fund, deleveraging, loss sharing.</summary>
internal static class LiquidationEvents
{
    public static bool TryWrite(EventWriter to, EventView view)
    {
        switch (view.Kind)
        {
            case EventKind.MarginCallIssued:
                var call = view.As<MarginCallIssued>();
                to.Account("account", call.Account).Figure("equity", call.Equity).Figure("maintenance_margin", call.MaintenanceMargin);
                return true;
            case EventKind.MarginCallEnded:
                to.Account("account", view.As<MarginCallEnded>().Account);
                return true;
            case EventKind.AccountHeld:
                var held = view.As<AccountHeld>();
                to.Account("account", held.Account).Choice("reason", held.Reason).Time("until", held.Until);
                return true;
            case EventKind.AccountReleased:
                to.Account("account", view.As<AccountReleased>().Account);
                return true;
            case EventKind.LiquidationStarted:
                var started = view.As<LiquidationStarted>();
                to.Account("account", started.Account)
                    .Figure("equity", started.Equity)
                    .Figure("maintenance_margin", started.MaintenanceMargin)
                    .Figure("net_liquidation_value", started.NetLiquidationValue);
                return true;
            case EventKind.LiquidationEnded:
                var ended = view.As<LiquidationEnded>();
                to.Account("account", ended.Account)
                    .Choice("outcome", ended.Outcome)
                    .Figure("equity", ended.Equity)
                    .Figure("maintenance_margin", ended.MaintenanceMargin);
                return true;
            case EventKind.LiquidationOrderPlaced:
                Write(to, view.As<LiquidationOrderPlaced>());
                return true;
            case EventKind.LiquidationOrderRecalled:
                var recalled = view.As<LiquidationOrderRecalled>();
                to.Order(recalled.Order).Account("account", recalled.Account);
                if (to.Record.PlaceOf(recalled.Order) is { } place)
                    to.Instrument(place.Instrument);

                return true;
            default:
                return TryWriteLoss(to, view);
        }
    }

    private static bool TryWriteLoss(EventWriter to, EventView view)
    {
        switch (view.Kind)
        {
            case EventKind.PositionTakenOver:
                var taken = view.As<PositionTakenOver>();
                to.Account("account", taken.Account)
                    .Account("fund", taken.Fund)
                    .Instrument(taken.Instrument)
                    .Position(taken.Quantity, taken.Instrument)
                    .Settled("value", taken.Value, taken.Instrument)
                    .Settled("fee", taken.Fee, taken.Instrument);
                return true;
            case EventKind.PositionDeleveraged:
                var closed = view.As<PositionDeleveraged>();
                to.Account("account", closed.Account)
                    .Account("winner", closed.Winner)
                    .Instrument(closed.Instrument)
                    .Position(closed.Quantity, closed.Instrument)
                    .Settled("value", closed.Value, closed.Instrument)
                    .Settled("give_up_limit", closed.GiveUpLimit, closed.Instrument);
                return true;
            case EventKind.DeleveragingCharged:
                var charged = view.As<DeleveragingCharged>();
                to.Account("account", charged.Account).Account("winner", charged.Winner);
                to.Asset("asset", charged.Asset).Money("amount", charged.Amount, charged.Asset);
                return true;
            case EventKind.DeleveragingFeeCharged:
                var fee = view.As<DeleveragingFeeCharged>();
                to.Account("account", fee.Account)
                    .Account("fund", fee.Fund)
                    .Instrument(fee.Instrument)
                    .Position(fee.Quantity, fee.Instrument)
                    .Settled("fee", fee.Fee, fee.Instrument);
                return true;
            case EventKind.DeficitCovered:
                var covered = view.As<DeficitCovered>();
                to.Account("account", covered.Account).Account("fund", covered.Fund);
                to.Asset("asset", covered.Asset).Money("amount", covered.Amount, covered.Asset);
                return true;
            case EventKind.LossSocialised:
                var shared = view.As<LossSocialised>();
                to.Account("account", shared.Account).Account("bearer", shared.Bearer);
                to.Asset("asset", shared.Asset).Money("amount", shared.Amount, shared.Asset);
                return true;
            case EventKind.CollateralConverted:
                var sold = view.As<CollateralConverted>();
                to.Account("account", sold.Account)
                    .Asset("sold", sold.Sold)
                    .Money("sold_amount", sold.SoldAmount, sold.Sold)
                    .Asset("bought", sold.Bought)
                    .Money("bought_amount", sold.BoughtAmount, sold.Bought);
                return true;
            default:
                return false;
        }
    }

    private static void Write(EventWriter to, in LiquidationOrderPlaced placed) =>
        to.Order(placed.Order)
            .Account("account", placed.Account)
            .Instrument(placed.Instrument)
            .Side(placed.Quantity, placed.Instrument)
            .Price("price", placed.LimitPrice, placed.Instrument)
            .Price("sizing_price", placed.SizingPrice, placed.Instrument)
            .Time("deadline", placed.Deadline);
}
