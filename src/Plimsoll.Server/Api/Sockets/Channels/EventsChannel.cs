using System.Text.Json;
using Plimsoll.Engine.Events;
using Plimsoll.Host.Machine;
using Plimsoll.Server.Api.Events;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Api.Sockets.Channels;

/// <summary>Everything that happens, record by record, refused requests included: numbers go up by one. Its state is the hash of all events before.</summary>
internal sealed class EventsChannel() : Channel("events", Operations.ReadVenueHistory)
{
    public override bool IsWhole => true;

    public override bool Takes(in EventConcern concern, EventKind kind, EventViewer viewer) => true;

    public override Action<Utf8JsonWriter> Snapshot(VenueMachine machine, VenueApi api, EventViewer viewer)
    {
        var hash = Convert.ToHexStringLower(machine.Engine.EventHash);
        return json => json.WriteString("event_hash", hash);
    }
}
