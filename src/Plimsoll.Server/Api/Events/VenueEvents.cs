using Plimsoll.Collateral;
using Plimsoll.Engine.Events;
using Plimsoll.Instruments;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Marking;

namespace Plimsoll.Server.Api.Events;

/// <summary>The venue itself: time, listings, parameters, halts and pauses, marks set by hand.</summary>
internal static class VenueEvents
{
    public static bool TryWrite(EventWriter to, EventView view)
    {
        switch (view.Kind)
        {
            case EventKind.CommandAccepted:
                to.Whole("command", view.As<CommandAccepted>().Sequence).Time("at", view.As<CommandAccepted>().At);
                return true;
            case EventKind.ClockAdvanced:
                to.Time("at", view.As<ClockAdvanced>().At);
                return true;
            case EventKind.InstrumentHalted:
                to.Instrument(view.As<InstrumentHalted>().Instrument);
                return true;
            case EventKind.InstrumentResumed:
                to.Instrument(view.As<InstrumentResumed>().Instrument);
                return true;
            case EventKind.InstrumentClosed:
                var closed = view.As<InstrumentClosed>();
                to.Instrument(closed.Instrument).Price("settlement_price", closed.SettlementPrice, closed.Instrument);
                return true;
            case EventKind.VenuePaused:
                to.Time("at", view.As<VenuePaused>().At).Time("until", view.As<VenuePaused>().Until);
                return true;
            case EventKind.VenueResumed:
                to.Time("grace_until", view.As<VenueResumed>().GraceUntil).Choice("cause", view.As<VenueResumed>().Cause);
                return true;
            case EventKind.MarkOverrideProposed:
                var proposed = view.As<MarkOverrideProposed>();
                to.Instrument(proposed.Instrument)
                    .Price("price", proposed.Price, proposed.Instrument)
                    .Time("until", proposed.Until)
                    .Key(proposed.Key);
                return true;
            case EventKind.MarkOverrideApproved:
                to.Instrument(view.As<MarkOverrideApproved>().Instrument).Key(view.As<MarkOverrideApproved>().Key);
                return true;
            case EventKind.MarkOverrideEnded:
                to.Instrument(view.As<MarkOverrideEnded>().Instrument).Key(view.As<MarkOverrideEnded>().Key);
                return true;
            default:
                return TryWriteParameters(to, view);
        }
    }

    private static bool TryWriteParameters(EventWriter to, EventView view)
    {
        switch (view.Kind)
        {
            case EventKind.VenueOpened:
                to.Whole("parameters_version", view.As<VenueOpened>().ParametersVersion);
                return true;
            case EventKind.AssetListed:
                Subject(to, view.Payload).Whole("parameters_version", view.As<AssetListed>().ParametersVersion);
                return true;
            case EventKind.IndexListed:
                Subject(to, view.Payload).Whole("parameters_version", view.As<IndexListed>().ParametersVersion);
                return true;
            case EventKind.InstrumentListed:
                Subject(to, view.Payload).Whole("parameters_version", view.As<InstrumentListed>().ParametersVersion);
                return true;
            case EventKind.SchemeListed:
                Subject(to, view.Payload).Whole("parameters_version", view.As<SchemeListed>().ParametersVersion);
                return true;
            case EventKind.ChangeScheduled:
                var change = view.As<ChangeScheduled>();
                Subject(to, view.Payload).Change(change.Ticket).Time("effective_at", change.EffectiveAt);
                return true;
            case EventKind.ParametersChanged:
                var changed = view.As<ParametersChanged>();
                Subject(to, to.Record.LabelOfChange(changed.Ticket)).Change(changed.Ticket);
                to.Whole("parameters_version", changed.ParametersVersion).Is("changes_nothing", to.Record.ChangesNothing(changed.Ticket));
                return true;
            case EventKind.ChangeWithdrawn:
                var withdrawn = view.As<ChangeWithdrawn>().Ticket;
                Subject(to, to.Record.LabelOfChange(withdrawn)).Change(withdrawn);
                return true;
            default:
                return false;
        }
    }

    private static EventWriter Subject(EventWriter to, object? parameters) =>
        parameters switch
        {
            AssetParameters asset => to.Text("what", "asset").Text("symbol", asset.Symbol),
            IndexParameters index => to.Text("what", "index").Text("symbol", index.Symbol),
            InstrumentParameters instrument => to.Text("what", "instrument").Text("symbol", instrument.Symbol),
            PortfolioScheme scheme => to.Text("what", "scheme").Text("symbol", scheme.Symbol),
            string told when told.Split(' ') is [var what, var symbol] => to.Text("what", what).Text("symbol", symbol),
            _ => to.Text("what", "venue"),
        };
}
