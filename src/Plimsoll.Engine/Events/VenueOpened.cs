using System.Runtime.InteropServices;
using Plimsoll.Engine.State;

namespace Plimsoll.Engine.Events;

/// <summary>The venue came into being with its rules.</summary>
/// <param name="ParametersVersion">The version number of the parameters now in force; the event carries the parameters themselves.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct VenueOpened(int ParametersVersion) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.VenueOpened;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this, payload);
}
