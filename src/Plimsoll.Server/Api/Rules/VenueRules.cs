using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Rules;

/// <summary>Rules of the whole venue. Times are in seconds; what is absent in a change stays.</summary>
/// <param name="MarginCallMultiple">A margin call is issued when equity is below this multiple of maintenance margin.</param>
/// <param name="LiquidationTarget">A liquidation restores equity to at least this multiple of maintenance margin.</param>
/// <param name="LiquidatesAtLine">Whether an account exactly at maintenance margin is liquidated too.</param>
/// <param name="LiquidationOrderTimeout">A liquidation order not answered after this counts as done.</param>
/// <param name="PauseLongest">A pause that nobody ends ends by itself after this.</param>
/// <param name="PauseGrace">After a pause users may cure for this long.</param>
/// <param name="WithdrawableProfit">The share of unrealised profit that may be withdrawn.</param>
/// <param name="TradesKept">How many of the latest trades can still be busted.</param>
public sealed record VenueRules(
    DecimalText? MarginCallMultiple = null,
    DecimalText? LiquidationTarget = null,
    bool? LiquidatesAtLine = null,
    DecimalText? LiquidationOrderTimeout = null,
    DecimalText? PauseLongest = null,
    DecimalText? PauseGrace = null,
    DecimalText? WithdrawableProfit = null,
    int? TradesKept = null
);
