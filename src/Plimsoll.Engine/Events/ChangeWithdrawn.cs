using System.Runtime.InteropServices;
using Plimsoll.Engine.State;

namespace Plimsoll.Engine.Events;

/// <summary>A change of parameters that waited for its time was taken back.</summary>
/// <param name="Ticket">The number of the scheduled change.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct ChangeWithdrawn(int Ticket) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.ChangeWithdrawn;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
