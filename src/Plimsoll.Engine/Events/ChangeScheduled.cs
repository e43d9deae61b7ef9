using System.Runtime.InteropServices;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>New parameters were accepted and wait for their time; the event carries them.</summary>
/// <param name="Ticket">The number of the scheduled change.</param>
/// <param name="EffectiveAt">When they take effect.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct ChangeScheduled(int Ticket, Timestamp EffectiveAt) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.ChangeScheduled;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this, payload);
}
