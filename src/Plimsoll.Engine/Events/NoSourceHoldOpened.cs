using System.Runtime.InteropServices;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>The last source of an index was lost.</summary>
/// <param name="Index">The index.</param>
/// <param name="Until">Until when liquidations wait for one.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct NoSourceHoldOpened(IndexId Index, Timestamp Until) : IEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.NoSourceHoldOpened;
}
