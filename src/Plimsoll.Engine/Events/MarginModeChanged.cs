using System.Runtime.InteropServices;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>An account chose margin mode and leverage for an instrument.</summary>
/// <param name="Account">The account.</param>
/// <param name="Instrument">The instrument.</param>
/// <param name="Mode">The mode.</param>
/// <param name="Leverage">The leverage.</param>
/// <param name="IsolatedAccount">The account that carries the isolated position; the account itself under cross.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct MarginModeChanged(
    AccountId Account,
    InstrumentId Instrument,
    MarginMode Mode,
    Leverage Leverage,
    AccountId IsolatedAccount
) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.MarginModeChanged;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
