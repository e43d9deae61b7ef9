using Plimsoll.Engine.Accounts;
using Plimsoll.Server.Api.Requests;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Responses;

/// <summary>A position.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="Account">The unit of margin that carries it: <c>account/instrument</c> for an isolated one.</param>
/// <param name="MarginMode">Cross or isolated.</param>
/// <param name="Side">Long or short.</param>
/// <param name="Amount">How much, unsigned.</param>
/// <param name="EntryPrice">Average entry price, for display; null when its cost is at no price.</param>
/// <param name="MarkPrice">Mark price.</param>
/// <param name="Notional">At the mark, in the settlement asset.</param>
/// <param name="Cost">Signed exact cost, in the settlement asset: what the profit is counted from.</param>
/// <param name="UnrealisedPnl">Unrealised profit or loss, in the settlement asset.</param>
/// <param name="LiquidationPrice">The mark, all else equal, at which it is liquidated; null for none.</param>
/// <param name="BankruptcyPrice">The mark at which its share of the account is gone; null for none.</param>
/// <param name="Leverage">The user's leverage; null for none chosen.</param>
public sealed record PositionResponse(
    string Instrument,
    string Account,
    MarginMode MarginMode,
    PositionSide Side,
    DecimalText Amount,
    DecimalText? EntryPrice,
    DecimalText MarkPrice,
    DecimalText Notional,
    DecimalText Cost,
    DecimalText UnrealisedPnl,
    DecimalText? LiquidationPrice,
    DecimalText? BankruptcyPrice,
    DecimalText? Leverage
);
