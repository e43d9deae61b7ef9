using System.Runtime.InteropServices;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>An instrument was settled and closed for ever.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="SettlementPrice">The price of the settlement.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct InstrumentClosed(InstrumentId Instrument, Price SettlementPrice) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.InstrumentClosed;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
