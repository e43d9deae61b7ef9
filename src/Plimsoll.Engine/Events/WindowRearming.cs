using System.Runtime.InteropServices;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>A window that expired counts calm time until it may open again.</summary>
/// <param name="Index">The index.</param>
/// <param name="CalmSince">Since when its condition has been absent; never, if it is not.</param>
/// <param name="IsArmed">Whether it may open again.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct WindowRearming(IndexId Index, Timestamp CalmSince, Flag IsArmed) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.WindowRearming;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
