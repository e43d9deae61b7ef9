using System.Runtime.InteropServices;
using Plimsoll.Engine.State;

namespace Plimsoll.Engine.Events;

/// <summary>A trade was undone.</summary>
/// <param name="TradeId">The trade.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct TradeBusted(long TradeId) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.TradeBusted;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
