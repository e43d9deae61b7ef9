using System.Text.Json;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Host.Machine;
using Plimsoll.Server.Api.Events;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Api.Sockets.Channels;

/// <summary>An account with its isolated positions: margin, balances, positions, orders, and all that happens to them.</summary>
internal sealed class AccountChannel(string name, string account, AccountId id, EventNames names) : Channel(name, Operations.ReadAccount)
{
    public override AccountId? Margined => id;

    public override bool Allows(ApiKey key) => names.Owners.Allows(Permissions.Of(Operations.ReadAccount), key, account);

    public override bool Takes(in EventConcern concern, EventKind kind, EventViewer viewer) => concern.Concerns(id, names);

    public override Action<Utf8JsonWriter> Snapshot(VenueMachine machine, VenueApi api, EventViewer viewer)
    {
        var state = AccountState.Of(machine, id);
        return json => state.Write(json, api);
    }
}
