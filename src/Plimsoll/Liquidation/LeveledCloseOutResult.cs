using Plimsoll.Collateral;

namespace Plimsoll.Liquidation;

/// <summary>What became of a party at a mark.</summary>
/// <param name="Maintenance">Maintenance margin that decided.</param>
/// <param name="MarginAtTest">Margin balance that decided.</param>
/// <param name="IsDistressed">Whether its position was taken over.</param>
/// <param name="HasOrdersCancelled">Whether its orders were cancelled before.</param>
/// <param name="ToInsurance">What the insurance pool got.</param>
/// <param name="Balances">The accounts afterwards.</param>
/// <param name="Unpaid">The part of a loss that the accounts did not cover.</param>
public sealed record LeveledCloseOutResult(
    decimal Maintenance,
    decimal MarginAtTest,
    bool IsDistressed,
    bool HasOrdersCancelled,
    decimal ToInsurance,
    MarginBalances Balances,
    decimal Unpaid
);
