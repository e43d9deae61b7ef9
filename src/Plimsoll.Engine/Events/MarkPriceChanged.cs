using System.Runtime.InteropServices;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>An instrument has a new mark price.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="Price">The mark price.</param>
/// <param name="SmoothedBasis">The smoothed basis in millionths of a price unit.</param>
/// <param name="Premium">The premium that counts toward funding.</param>
/// <param name="At">When.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct MarkPriceChanged(InstrumentId Instrument, Price Price, long SmoothedBasis, Rate Premium, Timestamp At)
    : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.MarkPriceChanged;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
