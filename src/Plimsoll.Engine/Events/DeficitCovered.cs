using System.Runtime.InteropServices;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>The insurance fund paid what an account could not.</summary>
/// <param name="Account">The account.</param>
/// <param name="Fund">The fund.</param>
/// <param name="Asset">The asset.</param>
/// <param name="Amount">How much.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct DeficitCovered(AccountId Account, AccountId Fund, AssetId Asset, Money Amount) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.DeficitCovered;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
