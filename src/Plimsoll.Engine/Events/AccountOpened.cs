using System.Runtime.InteropServices;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>An account was opened.</summary>
/// <param name="Account">The account.</param>
/// <param name="Owner">Its owner.</param>
/// <param name="AccountKind">What it is.</param>
/// <param name="Parent">For an isolated position the account it belongs to; otherwise itself.</param>
/// <param name="Instrument">For an isolated position its instrument.</param>
/// <param name="FundAsset">For an insurance fund its asset.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct AccountOpened(
    AccountId Account,
    int Owner,
    AccountKind AccountKind,
    AccountId Parent,
    InstrumentId Instrument,
    AssetId FundAsset
) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.AccountOpened;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
