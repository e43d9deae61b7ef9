using System.Runtime.InteropServices;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Ledger;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>Money moved from one ledger account to another: the only way a balance changes.</summary>
/// <param name="From">Who gives.</param>
/// <param name="To">Who receives.</param>
/// <param name="Asset">The asset.</param>
/// <param name="Amount">In the asset's units; above zero.</param>
/// <param name="Reason">Why.</param>
/// <param name="Reference">The order, trade or instrument that it is about; zero for none.</param>
/// <param name="Sequence">The command that caused it, counted from 1.</param>
/// <param name="ParametersVersion">The newest parameters in force when it happened.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct MoneyPosted(
    AccountId From,
    AccountId To,
    AssetId Asset,
    Money Amount,
    PostingReason Reason,
    long Reference,
    long Sequence,
    int ParametersVersion
) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.MoneyPosted;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
