using Plimsoll.Server.Api.Rules;

namespace Plimsoll.Server.Api.Responses;

/// <summary>Whole new rules of one thing: one of these is not null.</summary>
/// <param name="Asset">Of an asset.</param>
/// <param name="Index">Of an index.</param>
/// <param name="Instrument">Of an instrument.</param>
/// <param name="MarginKind">Of an instrument: what kind of margin it would have.</param>
/// <param name="Scheme">Of a scheme.</param>
/// <param name="Venue">Of the venue.</param>
public sealed record ChangedRules(
    AssetRules? Asset,
    IndexRules? Index,
    InstrumentRules? Instrument,
    string? MarginKind,
    SchemeRules? Scheme,
    VenueRules? Venue
);
