using System.Runtime.InteropServices;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>An account chose another leverage.</summary>
/// <param name="Account">The account.</param>
/// <param name="Instrument">The instrument.</param>
/// <param name="Leverage">The leverage.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct LeverageChanged(AccountId Account, InstrumentId Instrument, Leverage Leverage) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.LeverageChanged;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
