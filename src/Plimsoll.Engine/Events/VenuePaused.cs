using System.Runtime.InteropServices;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>The venue was paused.</summary>
/// <param name="At">When.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct VenuePaused(Timestamp At) : IEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.VenuePaused;
}
