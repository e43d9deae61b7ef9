using Microsoft.Extensions.Logging;

namespace Plimsoll.Server.Demo;

/// <summary>What the demo tells the operator.</summary>
internal static partial class DemoLog
{
    [LoggerMessage(EventId = 4001, Level = LogLevel.Error, Message = "The demo market stopped; the venue goes on without it.")]
    public static partial void DemoFailed(this ILogger log, Exception cause);
}
