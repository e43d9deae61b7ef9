using System.Runtime.InteropServices;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>Time moved.</summary>
/// <param name="At">The new time.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct ClockAdvanced(Timestamp At) : IEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.ClockAdvanced;
}
