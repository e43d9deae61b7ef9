using System.Runtime.InteropServices;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>A deleveraged winner gave up profit, so that it was closed at the bankruptcy price.</summary>
/// <param name="Account">The account.</param>
/// <param name="Winner">Who gave.</param>
/// <param name="Asset">The asset.</param>
/// <param name="Amount">How much.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct DeleveragingCharged(AccountId Account, AccountId Winner, AssetId Asset, Money Amount) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.DeleveragingCharged;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
