namespace Plimsoll.Liquidation;

/// <summary>What a close-out did to an account. Balance, fee and bad debt add up: nothing is lost between account, counterparties and fund.</summary>
/// <param name="EquityBefore">Balance and unrealised profit before.</param>
/// <param name="MaintenanceMargin">Maintenance margin before.</param>
/// <param name="Steps">What was closed, in order; empty when equity is enough.</param>
/// <param name="BalanceAfter">Balance afterwards.</param>
/// <param name="Fee">What the account paid to the insurance fund.</param>
/// <param name="BadDebt">What the insurance fund paid for the account.</param>
/// <param name="EquityAfter">Balance and unrealised profit afterwards, not negative.</param>
public sealed record CloseOutResult(
    decimal EquityBefore,
    decimal MaintenanceMargin,
    IReadOnlyList<CloseOutStep> Steps,
    decimal BalanceAfter,
    decimal Fee,
    decimal BadDebt,
    decimal EquityAfter
);
