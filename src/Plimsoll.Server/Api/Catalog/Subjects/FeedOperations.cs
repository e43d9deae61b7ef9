using System.Globalization;
using System.Text.Json;
using Plimsoll.Feeds.Health;
using Plimsoll.Server.Api.Requests;
using Plimsoll.Server.Api.Responses;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Api.Catalog.Subjects;

/// <summary>Feeds of outside venues.</summary>
internal static class FeedOperations
{
    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new QueryOperation<NothingRequest, FeedsResponse>(
            "feeds.status",
            Operations.ReadServer,
            "GET",
            "/feeds",
            "How each feed is: connection, latest price, lag, what was refused and why.",
            static (_, caller) => new([.. (caller.Api.Feeds?.Health ?? []).Select(Show)])
        ),
    ];

    private static FeedResponse Show(FeedHealth health) =>
        new(
            health.Source,
            health.Venue,
            health.State,
            health.LastQuote is { } quote ? Decimal(quote.Reference) : null,
            health.LastQuote is { } last ? new TimeText(last.VenueTime) : null,
            health.Lag is { } lag ? lag.Nanoseconds / 1_000_000 : null,
            health.Messages,
            health.Quotes,
            health.Rejected.ToDictionary(
                each => JsonNamingPolicy.SnakeCaseLower.ConvertName(each.Key.ToString()),
                each => each.Value,
                StringComparer.Ordinal
            ),
            health.Reconnects,
            health.Gaps,
            health.LastProblem == default ? null : health.LastProblem,
            health.Detail.Length == 0 ? null : health.Detail
        );

    private static DecimalText? Decimal(decimal value) =>
        DecimalText.TryParse(value.ToString(CultureInfo.InvariantCulture), out var text) ? text : null;
}
