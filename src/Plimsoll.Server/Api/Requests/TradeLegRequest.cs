using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Requests;

/// <summary>One trade, as the matching engine reports it.</summary>
/// <param name="TradeId">The matching engine's id, used once.</param>
/// <param name="Instrument">What was traded.</param>
/// <param name="Side">What the taker did.</param>
/// <param name="Amount">How much, above zero.</param>
/// <param name="Price">At what price.</param>
/// <param name="Taker">The aggressive side's account.</param>
/// <param name="Maker">The resting side's account.</param>
/// <param name="TakerOrderId">The taker's order; absent for none.</param>
/// <param name="MakerOrderId">The maker's order; absent for none.</param>
public sealed record TradeLegRequest(
    string TradeId,
    string Instrument,
    Side Side,
    DecimalText Amount,
    DecimalText Price,
    string Taker,
    string Maker,
    string? TakerOrderId = null,
    string? MakerOrderId = null
);
