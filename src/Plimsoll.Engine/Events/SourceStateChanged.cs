using System.Runtime.InteropServices;
using Plimsoll.Engine.Marking;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>A source was dropped, or came back.</summary>
/// <param name="Index">The index.</param>
/// <param name="Source">Its place in the list.</param>
/// <param name="State">What it is now.</param>
/// <param name="At">When.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct SourceStateChanged(IndexId Index, byte Source, SourceState State, Timestamp At) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.SourceStateChanged;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
