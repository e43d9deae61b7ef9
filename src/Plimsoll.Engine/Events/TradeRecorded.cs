using System.Runtime.InteropServices;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>A trade was booked.</summary>
/// <param name="TradeId">The matching engine's number.</param>
/// <param name="Instrument">The instrument.</param>
/// <param name="Quantity">What the taker received, signed.</param>
/// <param name="Price">The price.</param>
/// <param name="Taker">The aggressive side.</param>
/// <param name="Maker">The resting side.</param>
/// <param name="TakerFee">Paid by the taker; the settlement asset.</param>
/// <param name="MakerFee">Paid by the maker; below zero a rebate.</param>
/// <param name="IsLiquidation">Whether the taker was being liquidated, so that its fee went to the insurance fund.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct TradeRecorded(
    long TradeId,
    InstrumentId Instrument,
    Quantity Quantity,
    Price Price,
    AccountId Taker,
    AccountId Maker,
    Money TakerFee,
    Money MakerFee,
    Flag IsLiquidation
) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.TradeRecorded;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
