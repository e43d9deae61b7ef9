using Microsoft.Extensions.Logging;

namespace Plimsoll.Server.Feeding;

/// <summary>What feeds tell the operator.</summary>
internal static partial class FeedLog
{
    [LoggerMessage(EventId = 4101, Level = LogLevel.Error, Message = "A feed stopped; its source falls silent.")]
    public static partial void FeedFailed(this ILogger log, Exception cause);

    [LoggerMessage(EventId = 4102, Level = LogLevel.Warning, Message = "Quotes of {Source} go nowhere: {Reason}")]
    public static partial void FeedHasNoIndex(this ILogger log, string source, string reason);

    [LoggerMessage(
        EventId = 4103,
        Level = LogLevel.Warning,
        Message = "{Source} tells {Price}, more than its index can carry ({Most}): it does not count while it does so. Told once; feeds.status counts them."
    )]
    public static partial void FeedOutOfRange(this ILogger log, string source, decimal price, decimal most);

    [LoggerMessage(
        EventId = 4104,
        Level = LogLevel.Warning,
        Message = "{Count} quotes were refused with {Code} ({Field}). Told once for each code."
    )]
    public static partial void QuotesRefused(this ILogger log, int count, int code, string? field);

    [LoggerMessage(EventId = 4105, Level = LogLevel.Warning, Message = "{Loss}")]
    public static partial void FeedLost(this ILogger log, string loss);

    [LoggerMessage(EventId = 4106, Level = LogLevel.Information, Message = "Quotes of {Source} pass again.")]
    public static partial void FeedIsBack(this ILogger log, string source);
}
