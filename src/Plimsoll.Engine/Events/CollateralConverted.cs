using System.Runtime.InteropServices;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>Collateral was sold to cover a negative balance.</summary>
/// <param name="Account">The account.</param>
/// <param name="Sold">The collateral.</param>
/// <param name="SoldAmount">How much of it.</param>
/// <param name="Bought">The asset of the negative balance.</param>
/// <param name="BoughtAmount">How much it brought.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct CollateralConverted(AccountId Account, AssetId Sold, Money SoldAmount, AssetId Bought, Money BoughtAmount)
    : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.CollateralConverted;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
