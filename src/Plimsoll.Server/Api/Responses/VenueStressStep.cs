using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Responses;

/// <summary>The venue after one move, in the numeraire.</summary>
/// <param name="Move">The move of prices.</param>
/// <param name="AccountsBelowLine">How many units of margin would be below their line, funds not counted.</param>
/// <param name="LongNotional">Notional of their long positions.</param>
/// <param name="ShortNotional">Notional of their short positions.</param>
/// <param name="LossToFunds">What is missing to those whose net liquidation value is below zero: what funds and then others would pay at these prices.</param>
/// <param name="FundsNetLiquidationValue">What all insurance funds together would have at these prices, before they pay.</param>
/// <param name="Accounts">The worst of them, lowest net liquidation value first.</param>
public sealed record VenueStressStep(
    DecimalText Move,
    int AccountsBelowLine,
    DecimalText LongNotional,
    DecimalText ShortNotional,
    DecimalText LossToFunds,
    DecimalText FundsNetLiquidationValue,
    IReadOnlyList<StressedAccount> Accounts
);
