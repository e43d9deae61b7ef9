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
            static (_, caller) =>
            {
                var without = (caller.Api.Feeds?.WithoutPlace ?? []).ToDictionary(
                    each => each.Source,
                    each => each.What,
                    StringComparer.Ordinal
                );
                return new([.. (caller.Api.Feeds?.Health ?? []).Select(health => Show(health, without.GetValueOrDefault(health.Source)))]);
            }
        ),
    ];

    private static FeedResponse Show(FeedHealth health, string? notListed) =>
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
            health.Detail.Length == 0 ? null : health.Detail,
            notListed
        );

    private static DecimalText? Decimal(decimal value) =>
        DecimalText.TryParse(value.ToString(CultureInfo.InvariantCulture), out var text) ? text : null;
}
