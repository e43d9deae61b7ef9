using System.Runtime.InteropServices;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>The insurance fund took a position at the mark.</summary>
/// <param name="Account">The account.</param>
/// <param name="Fund">The fund.</param>
/// <param name="Instrument">The instrument.</param>
/// <param name="Quantity">What the fund received, signed.</param>
/// <param name="Value">Its exact value at the mark.</param>
/// <param name="Fee">Liquidation fee charged; the settlement asset.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct PositionTakenOver(
    AccountId Account,
    AccountId Fund,
    InstrumentId Instrument,
    Quantity Quantity,
    Money Value,
    Money Fee
) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.PositionTakenOver;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
