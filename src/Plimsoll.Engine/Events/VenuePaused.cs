using System.Runtime.InteropServices;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>The venue was paused.</summary>
/// <param name="At">When.</param>
/// <param name="Until">When it ends by itself, if nobody ends it before.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct VenuePaused(Timestamp At, Timestamp Until) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.VenuePaused;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
