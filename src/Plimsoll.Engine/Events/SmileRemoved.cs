using System.Runtime.InteropServices;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>An expiry is no longer part of an index's volatility surface.</summary>
/// <param name="Index">The index.</param>
/// <param name="Expiry">The expiry.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct SmileRemoved(IndexId Index, Timestamp Expiry) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.SmileRemoved;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
