using System.Runtime.InteropServices;
using Plimsoll.Engine.Marking;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>A protective window closed.</summary>
/// <param name="Index">The index.</param>
/// <param name="Outcome">Why.</param>
/// <param name="At">When.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct ProtectiveWindowClosed(IndexId Index, WindowOutcome Outcome, Timestamp At) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.ProtectiveWindowClosed;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
