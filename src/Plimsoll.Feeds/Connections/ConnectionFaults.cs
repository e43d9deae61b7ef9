using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using Plimsoll.Feeds.Health;

namespace Plimsoll.Feeds.Connections;

/// <summary>What the runtime throws, in the words of <see cref="FeedProblem"/>.</summary>
internal static class ConnectionFaults
{
    /// <summary>Whether it is a fault of a connection, which is told and survived.</summary>
    public static bool Is(Exception e) =>
        e is WebSocketException or HttpRequestException or IOException or SocketException or AuthenticationException or HttpIOException;

    /// <summary>The fault of a connection.</summary>
    /// <param name="e">What was thrown.</param>
    /// <param name="isOpen">Whether the connection was there already.</param>
    public static FeedConnectionException Of(Exception e, bool isOpen)
    {
        for (var inner = e; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case AuthenticationException:
                    return new(FeedProblem.Encryption, inner.Message, inner: e);
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData }:
                    return new(FeedProblem.NameNotFound, inner.Message, inner: e);
                case SocketException { SocketErrorCode: SocketError.TimedOut }:
                    return new(FeedProblem.ConnectTimeout, inner.Message, inner: e);
                case HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError }:
                    return new(FeedProblem.NameNotFound, inner.Message, inner: e);
                case HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }:
                    return new(FeedProblem.Encryption, inner.Message, inner: e);
            }
        }

        return new(isOpen ? FeedProblem.Lost : FeedProblem.Unreachable, e.GetBaseException().Message, inner: e);
    }

    /// <summary>The fault of an HTTP status that was not expected.</summary>
    public static FeedConnectionException Of(HttpStatusCode status, TimeSpan? retryAfter) =>
        new(status is HttpStatusCode.TooManyRequests ? FeedProblem.RateLimited : FeedProblem.HttpStatus, $"HTTP {(int)status}", retryAfter);

    /// <summary>How long a response asks to wait.</summary>
    public static TimeSpan? RetryAfter(RetryConditionHeaderValue? header, TimeProvider clock) =>
        header?.Delta ?? (header?.Date is { } date ? date - clock.GetUtcNow() : null);
}
