using System.Runtime.InteropServices;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Ledger;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>A position changed by a fill or transfer: the only way a position changes.</summary>
/// <param name="Account">The account.</param>
/// <param name="Instrument">The instrument.</param>
/// <param name="Quantity">Signed change of the quantity.</param>
/// <param name="Cost">Signed change of the exact cost, in the settlement asset.</param>
/// <param name="Reason">Why.</param>
/// <param name="Reference">The trade or instrument that it is about.</param>
/// <param name="Sequence">The command that caused it.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct PositionChanged(
    AccountId Account,
    InstrumentId Instrument,
    Quantity Quantity,
    Money Cost,
    PostingReason Reason,
    long Reference,
    long Sequence
) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.PositionChanged;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
