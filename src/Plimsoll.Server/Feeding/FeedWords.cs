using System.Text.Json;
using Plimsoll.Feeds.Health;

namespace Plimsoll.Server.Feeding;

/// <summary>How a feed is, for people.</summary>
internal static class FeedWords
{
    /// <summary>What is wrong with a feed of which no quotes pass; null when they do, or it makes its first connection.</summary>
    public static string? LossOf(FeedHealth health)
    {
        var why = health.State switch
        {
            FeedState.Live or FeedState.Stopped => null,
            FeedState.Quiet => "it sends none",
            FeedState.Refusing => $"all of them are refused ({Snake(health.LastRejection)})",
            _ when health.Failures > 0 => health.LastProblem == FeedProblem.None
                ? "it connects anew"
                : $"it connects anew ({Snake(health.LastProblem)})",
            _ => null,
        };
        // Without the venue's own words, which may name an address.
        return why is null ? null : $"no quotes of {health.Source} pass: {why}; feeds.status has more.";
    }

    private static string Snake<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
