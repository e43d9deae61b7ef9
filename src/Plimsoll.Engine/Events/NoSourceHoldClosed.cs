using System.Runtime.InteropServices;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>An index has a source again.</summary>
/// <param name="Index">The index.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct NoSourceHoldClosed(IndexId Index) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.NoSourceHoldClosed;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
