using System.Runtime.InteropServices;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>An index has a new price.</summary>
/// <param name="Index">The index.</param>
/// <param name="Price">The price.</param>
/// <param name="LiveSources">How many sources made it.</param>
/// <param name="At">When.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct IndexPriceChanged(IndexId Index, Price Price, byte LiveSources, Timestamp At) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.IndexPriceChanged;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
