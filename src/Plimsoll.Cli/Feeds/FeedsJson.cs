using System.Globalization;
using System.Text.Json.Nodes;
using Plimsoll.Feeds.Checks;
using Plimsoll.Feeds.Health;

namespace Plimsoll.Cli.Feeds;

/// <summary>How sources stand, for programs. Prices are text, so that none is rounded; lengths of time are in milliseconds.</summary>
internal static class FeedsJson
{
    /// <summary>What a check found.</summary>
    public static JsonObject Of(IReadOnlyList<FeedCheckResult> results) =>
        new() { ["good"] = results.Count(result => result.IsGood), ["sources"] = new JsonArray([.. results.Select(Source)]) };

    /// <summary>What a recording gave.</summary>
    public static JsonObject Of(IReadOnlyList<FeedHealth> all, long lines) =>
        new() { ["lines"] = lines, ["sources"] = new JsonArray([.. all.Select(health => (JsonNode)Health(health))]) };

    /// <summary>A name of an enumeration in small words.</summary>
    public static string Words(string name) =>
        string.Concat(name.Select((sign, i) => char.IsUpper(sign) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(sign) : $"{sign}"));

    private static JsonNode Source(FeedCheckResult result)
    {
        var source = Health(result.Health);
        source["connectedInMs"] = result.Connected?.TotalMilliseconds;
        source["isGood"] = result.IsGood;
        source["problem"] = result.Problem;
        source["advice"] = result.Advice;
        source["markets"] = new JsonArray([
            .. result.Symbols.Select(symbol =>
            {
                var (count, last) = result.Quotes.GetValueOrDefault(symbol);
                return (JsonNode)
                    new JsonObject
                    {
                        ["symbol"] = symbol,
                        ["quotes"] = count,
                        ["bid"] = Price(last.Prices.Bid),
                        ["ask"] = Price(last.Prices.Ask),
                        ["index"] = Price(last.Prices.Index),
                        ["price"] = Price(last.Reference),
                    };
            }),
        ]);
        return source;
    }

    private static JsonObject Health(FeedHealth health) =>
        new()
        {
            ["source"] = health.Source,
            ["venue"] = health.Venue,
            ["state"] = Words($"{health.State}"),
            ["connectedInMs"] = health.ConnectedIn?.TotalMilliseconds,
            ["lagMs"] = health.Lag?.Nanoseconds / 1e6,
            ["skewMs"] = health.Skew?.Nanoseconds / 1e6,
            ["connections"] = health.Connects,
            ["messages"] = health.Messages,
            ["quotes"] = health.Quotes,
            ["gaps"] = health.Gaps,
            ["nonsense"] = health.Nonsense,
            ["refused"] = new JsonObject(
                health
                    .Rejected.OrderBy(reason => reason.Key)
                    .Select(reason => KeyValuePair.Create(Words($"{reason.Key}"), (JsonNode?)reason.Value))
            ),
        };

    private static string? Price(decimal price) => price == 0 ? null : price.ToString(CultureInfo.InvariantCulture);
}
