using System.Diagnostics.Metrics;
using System.Text.Json;
using Plimsoll.Feeds.Health;
using Plimsoll.Server.Metrics;

namespace Plimsoll.Server.Feeding;

/// <summary>What feeds tell who watches: the figures of <c>feeds.status</c>.</summary>
internal static class FeedMetrics
{
    private const double NanosecondsPerSecond = 1e9;

    /// <summary>Adds them to a meter.</summary>
    /// <param name="meter">The meter.</param>
    /// <param name="health">How each feed is now.</param>
    public static void Add(PlimsollMeter meter, Func<IReadOnlyList<FeedHealth>> health)
    {
        meter.AddObserved(
            "plimsoll.feed.live",
            "",
            "1 while quotes of a feed pass, else 0.",
            () => health().Select(feed => Of(feed, feed.State == FeedState.Live ? 1 : 0))
        );
        meter.AddObserved(
            "plimsoll.feed.quote.age",
            "s",
            "Age of a feed's latest quote, by the venue's stamp.",
            () => health().Where(feed => feed.Age is not null).Select(feed => Of(feed, feed.Age!.Value.Nanoseconds / NanosecondsPerSecond))
        );
        meter.AddObservedCounter(
            "plimsoll.feed.quotes",
            "{quote}",
            "Quotes that passed.",
            () => health().Select(feed => Of(feed, feed.Quotes))
        );
        meter.AddObservedCounter(
            "plimsoll.feed.rejected",
            "{quote}",
            "Quotes that did not pass, by reason.",
            () => health().SelectMany(feed => feed.Rejected.Select(each => Of(feed, each.Value, each.Key.ToString())))
        );
        meter.AddObservedCounter(
            "plimsoll.feed.reconnects",
            "{connection}",
            "Connections made after the first.",
            () => health().Select(feed => Of(feed, feed.Reconnects))
        );
    }

    private static Measurement<T> Of<T>(FeedHealth feed, T value)
        where T : struct => new(value, new KeyValuePair<string, object?>("feed", feed.Source));

    private static Measurement<long> Of(FeedHealth feed, long value, string reason) =>
        new(value, new("feed", feed.Source), new("reason", JsonNamingPolicy.SnakeCaseLower.ConvertName(reason)));
}
