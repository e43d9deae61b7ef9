using System.Runtime.InteropServices;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>A second key put the proposed mark price into force.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="Key">The approver.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct MarkOverrideApproved(InstrumentId Instrument, int Key) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.MarkOverrideApproved;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
