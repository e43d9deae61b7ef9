using System.Runtime.InteropServices;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>The last source of an index was lost.</summary>
/// <param name="Index">The index.</param>
/// <param name="Until">Until when liquidations wait for one.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct NoSourceHoldOpened(IndexId Index, Timestamp Until) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.NoSourceHoldOpened;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
