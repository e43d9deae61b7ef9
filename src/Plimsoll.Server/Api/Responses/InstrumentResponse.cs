using System.Text.Json.Nodes;
using Plimsoll.Engine.Views;
using Plimsoll.Server.Api.Rules;

namespace Plimsoll.Server.Api.Responses;

/// <summary>An instrument with all its rules.</summary>
/// <param name="Instrument">Its symbol.</param>
/// <param name="State">Whether it takes orders.</param>
/// <param name="MarginKind">What kind of margin it has: <c>risk_tier_table</c> for tiers, <c>none</c> for spot, or the name of a formula.</param>
/// <param name="MarginFormula">The numbers of a formula; null for tiers.</param>
/// <param name="MarkOverride">A mark set by hand, proposed or in force; null for none.</param>
/// <param name="Rules">Its rules.</param>
public sealed record InstrumentResponse(
    string Instrument,
    TradingState State,
    string MarginKind,
    JsonObject? MarginFormula,
    MarkOverrideResponse? MarkOverride,
    InstrumentRules Rules
);
