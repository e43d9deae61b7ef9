using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Requests;

/// <summary>Replaces a trade by a corrected one.</summary>
/// <param name="TradeId">The wrong trade.</param>
/// <param name="CorrectedTradeId">The id of the right one.</param>
/// <param name="Instrument">The instrument of the trade.</param>
/// <param name="Side">What the taker did.</param>
/// <param name="Amount">The right quantity, above zero.</param>
/// <param name="Price">The right price.</param>
public sealed record CorrectTradeRequest(
    string TradeId,
    string CorrectedTradeId,
    string Instrument,
    Side Side,
    DecimalText Amount,
    DecimalText Price
);
