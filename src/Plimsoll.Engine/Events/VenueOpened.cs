using System.Runtime.InteropServices;

namespace Plimsoll.Engine.Events;

/// <summary>The venue came into being with its rules.</summary>
/// <param name="ParametersVersion">The version number of the parameters now in force; the event carries the parameters themselves.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct VenueOpened(int ParametersVersion) : IEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.VenueOpened;
}
