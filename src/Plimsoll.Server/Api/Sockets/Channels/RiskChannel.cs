using System.Text.Json;
using Plimsoll.Engine.Events;
using Plimsoll.Host.Machine;
using Plimsoll.Server.Api.Events;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Api.Sockets.Channels;

/// <summary>What a risk manager watches: who is near the line or over it, what holds liquidation back, losses, changes of the rules, and trades that are strange.</summary>
internal sealed class RiskChannel() : Channel("risk", Operations.ReadRisk)
{
    private const int Nearest = 20;

    public override bool Takes(in EventConcern concern, EventKind kind, EventViewer viewer) =>
        concern.IsStrange
        || kind
            is EventKind.MarginCallIssued
                or EventKind.MarginCallEnded
                or EventKind.AccountHeld
                or EventKind.AccountReleased
                or EventKind.LiquidationStarted
                or EventKind.LiquidationEnded
                or EventKind.PositionTakenOver
                or EventKind.PositionDeleveraged
                or EventKind.DeficitCovered
                or EventKind.LossSocialised
                or EventKind.SourceStateChanged
                or EventKind.ProtectiveWindowOpened
                or EventKind.ProtectiveWindowClosed
                or EventKind.NoSourceHoldOpened
                or EventKind.NoSourceHoldClosed
                or EventKind.InstrumentHalted
                or EventKind.InstrumentResumed
                or EventKind.InstrumentClosed
                or EventKind.VenuePaused
                or EventKind.VenueResumed
                or EventKind.MarkOverrideProposed
                or EventKind.MarkOverrideApproved
                or EventKind.MarkOverrideEnded
                or EventKind.ChangeScheduled
                or EventKind.ParametersChanged
                or EventKind.ChangeWithdrawn;

    public override Action<Utf8JsonWriter> Snapshot(VenueMachine machine, VenueApi api, EventViewer viewer)
    {
        var (nearest, venue) = (machine.Engine.NearestToLiquidation(Nearest), machine.Engine.ViewVenue());
        return json =>
        {
            json.WriteBoolean("is_paused", venue.IsPaused);
            json.WriteNumber("parameters_version", venue.ParametersVersion);
            json.WriteStartArray("nearest_to_liquidation");
            foreach (var risk in nearest)
            {
                json.WriteStartObject();
                json.WriteString("account", api.Names.Of(risk.Account));
                json.WriteString("margin_ratio", risk.Ratio is { } ratio ? Translator.Text(ratio).ToString() : null);
                json.WriteString("equity", api.Translator.Text(risk.Equity).ToString());
                json.WriteString("maintenance_margin", api.Translator.Text(risk.Maintenance).ToString());
                json.WriteEndObject();
            }

            json.WriteEndArray();
        };
    }
}
