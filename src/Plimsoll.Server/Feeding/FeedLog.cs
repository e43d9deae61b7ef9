using Microsoft.Extensions.Logging;

namespace Plimsoll.Server.Feeding;

/// <summary>What feeds tell the operator.</summary>
internal static partial class FeedLog
{
    [LoggerMessage(EventId = 4101, Level = LogLevel.Error, Message = "A feed stopped; its source falls silent.")]
    public static partial void FeedFailed(this ILogger log, Exception cause);

    [LoggerMessage(EventId = 4102, Level = LogLevel.Warning, Message = "Quotes of {Source} go nowhere: {Reason}")]
    public static partial void FeedHasNoIndex(this ILogger log, string source, string reason);
}
