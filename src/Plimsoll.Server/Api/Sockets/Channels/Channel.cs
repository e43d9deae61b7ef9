using System.Text.Json;
using Plimsoll.Engine.Events;
using Plimsoll.Host.Machine;
using Plimsoll.Server.Api.Events;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Api.Sockets.Channels;

/// <summary>What can be subscribed to: a state, and the events that change it.</summary>
/// <param name="name">How it is asked for.</param>
/// <param name="permission">Who may: one of <see cref="Operations"/>.</param>
internal abstract class Channel(string name, string permission)
{
    public string Name { get; } = name;

    /// <summary>Whether every record is told, also one without any event here.</summary>
    public virtual bool IsWhole => false;

    /// <summary>The roles that may.</summary>
    public virtual ApiRoles Roles => Permissions.Of(permission).Everywhere | Permissions.Of(permission).OwnAccounts;

    /// <summary>Whether a key may see it, now.</summary>
    public virtual bool Allows(ApiKey key) => (key.Roles & Roles) != ApiRoles.None;

    /// <summary>Why a key may not see it.</summary>
    public Problem Refusal(ApiKey key) =>
        (key.Roles & Roles) == ApiRoles.None
            ? KeyProblems.NotAllowed(Roles, key, "channels")
            : new(ProblemCode.NotOwnAccount) { Field = "channels", Detail = $"{Name} is not of this key's own." };

    /// <summary>The account whose margin is told as it moves; null for none.</summary>
    public virtual Engine.Accounts.AccountId? Margined => null;

    /// <summary>Whether an event belongs here.</summary>
    public abstract bool Takes(in EventConcern concern, EventKind kind, EventViewer viewer);

    /// <summary>The state now: asked of the machine, and written afterwards, while the engine goes on.</summary>
    /// <returns>Writes the members of the state.</returns>
    public abstract Action<Utf8JsonWriter> Snapshot(VenueMachine machine, VenueApi api, EventViewer viewer);
}
