using Plimsoll.Server.Api.Rules;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Requests;

/// <summary>Lists an instrument: by its rules, or as a model has it with what the model leaves open.</summary>
/// <param name="Rules">Its rules; absent when a model has them.</param>
/// <param name="Model">The model's name.</param>
/// <param name="Symbol">Its symbol in the model.</param>
/// <param name="Index">With a model: the index that its mark follows.</param>
/// <param name="SettlementAsset">With a model: the asset in which it settles.</param>
/// <param name="BaseAsset">With a model: the asset that a spot trade delivers.</param>
/// <param name="AmountDecimals">With a model: digits of quantities; absent for those of the lot.</param>
/// <param name="TickSize">With a model that states none: the price step.</param>
/// <param name="LotSize">With a model that states none: the quantity step.</param>
/// <param name="Expiry">With a model that states none: when it is settled.</param>
/// <param name="MarginAlone">With a model of portfolios alone: the margin of the position by itself.</param>
/// <param name="Fees">With a model: fees; absent for none.</param>
/// <param name="Mark">With a model: how the mark follows index and book.</param>
/// <param name="Funding">With a model: how funding is computed.</param>
public sealed record CreateInstrumentRequest(
    InstrumentRules? Rules = null,
    string? Model = null,
    string? Symbol = null,
    string? Index = null,
    string? SettlementAsset = null,
    string? BaseAsset = null,
    int? AmountDecimals = null,
    DecimalText? TickSize = null,
    DecimalText? LotSize = null,
    TimeText? Expiry = null,
    MarginTable? MarginAlone = null,
    FeeRules? Fees = null,
    MarkRules? Mark = null,
    FundingRules? Funding = null
);
