using System.Runtime.InteropServices;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>An index has a source again.</summary>
/// <param name="Index">The index.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct NoSourceHoldClosed(IndexId Index) : IEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.NoSourceHoldClosed;
}
