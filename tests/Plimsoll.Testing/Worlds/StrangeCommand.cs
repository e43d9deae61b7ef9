using Plimsoll.Engine.Commands;
using Plimsoll.Values;

namespace Plimsoll.Testing.Worlds;

/// <summary>A command that no engine knows.</summary>
internal sealed record StrangeCommand(Timestamp At) : Command(At);
