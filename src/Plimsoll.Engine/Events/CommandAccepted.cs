using System.Runtime.InteropServices;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>A command passed all checks; its events follow.</summary>
/// <param name="Sequence">Its number, counted from 1.</param>
/// <param name="At">Its stamp.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct CommandAccepted(long Sequence, Timestamp At) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.CommandAccepted;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
