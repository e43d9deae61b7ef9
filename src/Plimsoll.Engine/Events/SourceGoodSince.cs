using System.Runtime.InteropServices;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>A dropped source began to look good, or ceased to.</summary>
/// <param name="Index">The index.</param>
/// <param name="Source">Its place in the list.</param>
/// <param name="Since">Since when it has been good; never, if it is not.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct SourceGoodSince(IndexId Index, byte Source, Timestamp Since) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.SourceGoodSince;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
