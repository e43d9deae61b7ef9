using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.History.Liquidations;

/// <summary>A liquidation told from its cause to its end. Figures are in the numeraire.</summary>
/// <param name="Account">The account.</param>
/// <param name="Unit">What was liquidated: the account, or an isolated position of it.</param>
/// <param name="Episode">The record with which it began.</param>
/// <param name="StartedAt">When.</param>
/// <param name="Equity">Equity then.</param>
/// <param name="MaintenanceMargin">Maintenance margin then: equity had fallen below it.</param>
/// <param name="NetLiquidationValue">Net liquidation value then.</param>
/// <param name="Shortfall">By how much equity was below maintenance margin.</param>
/// <param name="Request">What the record asked for, as the reference names it, such as <c>quotes.submit</c>; <c>clock</c> where time passed, <c>funding</c> where funding was settled.</param>
/// <param name="Causes">What of it moved the account below its line.</param>
/// <param name="Prices">Marks of what was held then, and prices of the indices that it follows or that value collateral, as far as they are known from the records before.</param>
/// <param name="HeldSince">The record from which on it was below its line and its liquidation waited; null when it did not.</param>
/// <param name="Steps">All that followed for the account, in order.</param>
/// <param name="Outcome">How it ended; null while it goes on.</param>
/// <param name="EndedAt">When; null while it goes on.</param>
/// <param name="EndSequence">The record; null while it goes on.</param>
/// <param name="EquityAfter">Equity that remained.</param>
/// <param name="MaintenanceMarginAfter">Maintenance margin that remained.</param>
/// <param name="Trees">Each figure before and after the record that began it; null when that was not asked for.</param>
/// <param name="Text">All of it for people.</param>
internal sealed record LiquidationExplanation(
    string Account,
    string Unit,
    long Episode,
    TimeText StartedAt,
    DecimalText Equity,
    DecimalText MaintenanceMargin,
    DecimalText NetLiquidationValue,
    DecimalText Shortfall,
    string Request,
    IReadOnlyList<LiquidationStep> Causes,
    IReadOnlyList<PriceThen> Prices,
    long? HeldSince,
    IReadOnlyList<LiquidationStep> Steps,
    string? Outcome,
    TimeText? EndedAt,
    long? EndSequence,
    DecimalText? EquityAfter,
    DecimalText? MaintenanceMarginAfter,
    MarginTrees? Trees,
    string Text
);
