using System.Runtime.InteropServices;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>One key proposed a mark price.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="Price">The mark price proposed.</param>
/// <param name="Until">When it ends by itself.</param>
/// <param name="Key">The proposer.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct MarkOverrideProposed(InstrumentId Instrument, Price Price, Timestamp Until, int Key) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.MarkOverrideProposed;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
