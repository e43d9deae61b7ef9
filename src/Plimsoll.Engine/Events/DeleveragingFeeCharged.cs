using System.Runtime.InteropServices;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>An account that still had value paid the liquidation fee on what was deleveraged of its position: once for all its counterparties.</summary>
/// <param name="Account">The account.</param>
/// <param name="Fund">The insurance fund, which receives the fee.</param>
/// <param name="Instrument">The instrument; the fee is in its settlement asset.</param>
/// <param name="Quantity">What was closed, with the sign of the account's position.</param>
/// <param name="Fee">Above zero.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct DeleveragingFeeCharged(
    AccountId Account,
    AccountId Fund,
    InstrumentId Instrument,
    Quantity Quantity,
    Money Fee
) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.DeleveragingFeeCharged;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
