using System.Runtime.InteropServices;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>An account bore a share of a loss.</summary>
/// <param name="Account">The account.</param>
/// <param name="Bearer">Who bore it.</param>
/// <param name="Asset">The asset.</param>
/// <param name="Amount">How much.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct LossSocialised(AccountId Account, AccountId Bearer, AssetId Asset, Money Amount) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.LossSocialised;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
