using System.Runtime.InteropServices;
using Plimsoll.Engine.State;
using Plimsoll.Engine.Venue;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>The venue goes on; liquidations wait for the grace.</summary>
/// <param name="GraceUntil">When liquidations resume.</param>
/// <param name="Cause">What ended the pause.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct VenueResumed(Timestamp GraceUntil, ResumeCause Cause) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.VenueResumed;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
