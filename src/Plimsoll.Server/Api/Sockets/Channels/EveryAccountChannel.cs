using System.Text.Json;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Host.Machine;
using Plimsoll.Server.Api.Events;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Api.Sockets.Channels;

/// <summary>What happens to any account, for who sees all: a matching engine learns here of orders that the engine ends. The state of all of them is not sent; it begins with the number of accounts.</summary>
internal sealed class EveryAccountChannel() : Channel("account.*", Operations.ReadAccount)
{
    public override ApiRoles Roles => Permissions.Of(Operations.ReadAccount).Everywhere;

    public override bool Takes(in EventConcern concern, EventKind kind, EventViewer viewer) =>
        concern.First >= AccountId.Reserved || concern.Second >= AccountId.Reserved;

    public override Action<Utf8JsonWriter> Snapshot(VenueMachine machine, VenueApi api, EventViewer viewer)
    {
        var count = machine.Engine.AccountCount - AccountId.Reserved;
        return json => json.WriteNumber("accounts", count);
    }
}
