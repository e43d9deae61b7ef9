using Plimsoll.Instruments;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Rules;

/// <summary>An instrument's rules. What is absent in a listing has the default.</summary>
/// <param name="Instrument">Its symbol.</param>
/// <param name="Kind">Spot, perpetual, dated future or option.</param>
/// <param name="Payoff">Linear, inverse or quanto.</param>
/// <param name="Index">The index that its mark follows.</param>
/// <param name="SettlementAsset">The asset in which profit, fees and funding are paid; for spot the quote asset.</param>
/// <param name="PriceDecimals">Digits of its prices, 0 to 12.</param>
/// <param name="AmountDecimals">Digits of its quantities, 0 to 12.</param>
/// <param name="TickSize">The price step.</param>
/// <param name="LotSize">The quantity step.</param>
/// <param name="BaseAsset">The asset that a spot trade delivers; absent for everything else.</param>
/// <param name="Multiplier">Contract multiplier; absent for 1.</param>
/// <param name="MaxOrderAmount">The largest single order.</param>
/// <param name="Option">Right and strike of an option.</param>
/// <param name="Margin">Margin by notional; absent for spot, and where the margin is another formula, which the answer names beside.</param>
/// <param name="Fees">Fees; absent for none.</param>
/// <param name="Mark">How the mark follows index and book.</param>
/// <param name="Funding">How funding is computed; perpetuals alone.</param>
/// <param name="Expiry">When a dated future or an option is settled.</param>
/// <param name="DeliveryWindow">Seconds before expiry over which the index is averaged to the delivery price.</param>
public sealed record InstrumentRules(
    string Instrument,
    InstrumentKind Kind,
    Payoff Payoff,
    string Index,
    string SettlementAsset,
    int PriceDecimals,
    int AmountDecimals,
    DecimalText TickSize,
    DecimalText LotSize,
    string? BaseAsset = null,
    DecimalText? Multiplier = null,
    DecimalText? MaxOrderAmount = null,
    OptionRules? Option = null,
    MarginTable? Margin = null,
    FeeRules? Fees = null,
    MarkRules? Mark = null,
    FundingRules? Funding = null,
    TimeText? Expiry = null,
    DecimalText? DeliveryWindow = null
);
