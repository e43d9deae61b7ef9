using Plimsoll.Server.Api.Rules;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Requests;

/// <summary>Proposes other rules of an instrument. What is absent stays.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="EffectiveAt">From when they hold; absent for the moment of the approval.</param>
/// <param name="Margin">Margin by notional.</param>
/// <param name="ModelMargin">Margin as a model has it; instead of a table.</param>
/// <param name="Fees">Fees.</param>
/// <param name="Mark">How the mark follows index and book.</param>
/// <param name="Funding">How funding is computed.</param>
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
