using System.Runtime.InteropServices;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>A winner was closed against a position that nobody else could carry.</summary>
/// <param name="Account">The account.</param>
/// <param name="Winner">Whose position was closed against it.</param>
/// <param name="Instrument">The instrument.</param>
/// <param name="Quantity">What the winner received, signed (it closes the winner).</param>
/// <param name="Value">The exact value of that at the mark.</param>
/// <param name="Score">Profit rate times leverage, as docs/spec/0008 defines it; zero for one without profit.</param>
/// <param name="GiveUpLimit">The profit on the closed part: the most that the winner may be asked to give up.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct PositionDeleveraged(
    AccountId Account,
    AccountId Winner,
    InstrumentId Instrument,
    Quantity Quantity,
    Money Value,
    Int128 Score,
    Money GiveUpLimit
) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.PositionDeleveraged;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
