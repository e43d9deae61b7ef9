using Plimsoll.Feeds.Health;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Responses;

/// <summary>How a feed is.</summary>
/// <param name="Source">Index and source that it feeds.</param>
/// <param name="Venue">Where it listens.</param>
/// <param name="State">Whether it is connected.</param>
/// <param name="LastPrice">The latest price that passed; null before the first.</param>
/// <param name="LastQuote">When the venue stamped it.</param>
/// <param name="LagMs">How late messages come, in milliseconds; null while it is not known.</param>
/// <param name="Messages">Messages heard.</param>
/// <param name="Quotes">Quotes that passed.</param>
/// <param name="Rejected">Quotes that did not, by reason.</param>
/// <param name="Reconnects">How often the connection was lost.</param>
/// <param name="Gaps">How often a message was missing.</param>
/// <param name="Problem">What was wrong last; null when nothing ever was.</param>
/// <param name="Detail">The same in words.</param>
/// <param name="NotListed">The index or source that it names and the venue does not list, so that its quotes go nowhere; null when they have their place.</param>
public sealed record FeedResponse(
    string Source,
    string Venue,
    FeedState State,
    DecimalText? LastPrice,
    TimeText? LastQuote,
    long? LagMs,
    long Messages,
    long Quotes,
    IReadOnlyDictionary<string, long> Rejected,
    long Reconnects,
    long Gaps,
    FeedProblem? Problem,
    string? Detail,
    string? NotListed
);
