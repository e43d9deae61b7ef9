using System.Runtime.InteropServices;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>An override or proposal ended.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="Key">Who ended it; zero when its time ran out.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct MarkOverrideEnded(InstrumentId Instrument, int Key) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.MarkOverrideEnded;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
