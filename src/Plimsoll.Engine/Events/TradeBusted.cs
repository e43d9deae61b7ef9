using System.Runtime.InteropServices;

namespace Plimsoll.Engine.Events;

/// <summary>A trade was undone.</summary>
/// <param name="TradeId">The trade.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct TradeBusted(long TradeId) : IEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.TradeBusted;
}
