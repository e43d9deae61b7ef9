using System.Runtime.InteropServices;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>Time moved.</summary>
/// <param name="At">The new time.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct ClockAdvanced(Timestamp At) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.ClockAdvanced;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
