using Plimsoll.Engine.Marking;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Responses;

/// <summary>A source of an index.</summary>
/// <param name="Source">Venue and symbol.</param>
/// <param name="Weight">Its weight in the median.</param>
/// <param name="State">Whether it counts, and if not, why.</param>
/// <param name="Bid">Its latest bid; null before the first.</param>
/// <param name="Ask">Its latest ask.</param>
/// <param name="QuotedAt">When that came.</param>
/// <param name="GoodSince">Since when a dropped one looks good again.</param>
public sealed record SourceResponse(
    string Source,
    int Weight,
    SourceState State,
    DecimalText? Bid,
    DecimalText? Ask,
    TimeText? QuotedAt,
    TimeText? GoodSince
);
