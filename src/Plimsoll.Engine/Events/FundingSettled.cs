using System.Runtime.InteropServices;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>Funding was paid between longs and shorts.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="FundingRate">Per interval; above zero longs pay.</param>
/// <param name="MarkPrice">The price at which positions were valued.</param>
/// <param name="At">When.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct FundingSettled(InstrumentId Instrument, Rate FundingRate, Price MarkPrice, Timestamp At) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.FundingSettled;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
