using System.Runtime.InteropServices;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>New orders in an instrument are let in again.</summary>
/// <param name="Instrument">The instrument.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct InstrumentResumed(InstrumentId Instrument) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.InstrumentResumed;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
