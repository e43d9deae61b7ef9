using System.Runtime.InteropServices;
using Plimsoll.Engine.State;
using Plimsoll.Surfaces;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>One expiry of an index's volatility surface was set.</summary>
/// <param name="Index">The index.</param>
/// <param name="Slice">Its expiry, forward and smile.</param>
/// <param name="IndexPrice">The index price at that moment, which the forward is measured against.</param>
/// <param name="At">The moment that total variance is counted from.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct SmileChanged(IndexId Index, SurfaceSlice Slice, Price IndexPrice, Timestamp At) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.SmileChanged;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
