using Plimsoll.Server.Api.Rules;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Requests;

/// <summary>Proposes other rules of an instrument. What is absent stays; margin, fees, mark and funding are each taken whole.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="EffectiveAt">From when they hold; absent for the moment of the approval.</param>
/// <param name="Margin">Margin by notional: all tiers.</param>
/// <param name="ModelMargin">Margin as a model has it; instead of a table.</param>
/// <param name="Fees">Fees: all three, with those that stay.</param>
/// <param name="Mark">How the mark follows index and book: all three figures, with those that stay.</param>
/// <param name="Funding">How funding is computed: all four figures, with those that stay.</param>
/// <param name="MaxOrderAmount">The largest single order.</param>
public sealed record ChangeInstrumentRequest(
    string Instrument,
    TimeText? EffectiveAt = null,
    MarginTable? Margin = null,
    ModelMargin? ModelMargin = null,
    FeeRules? Fees = null,
    MarkRules? Mark = null,
    FundingRules? Funding = null,
    DecimalText? MaxOrderAmount = null
);
