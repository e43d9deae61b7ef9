using System.Globalization;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Sockets;

/// <summary>Counts open WebSockets: one more than there may be is told so, over whatever version of HTTP it comes.</summary>
/// <param name="most">How many may be open.</param>
internal sealed class SocketPlaces(int most)
{
    /// <summary>How long a client is asked to wait: places come free when others leave, which nobody knows.</summary>
    private const int RetryAfterSeconds = 5;

    private int _open;

    /// <summary>Takes a place until what is returned is disposed of.</summary>
    /// <exception cref="ProblemException">All are taken.</exception>
    public IDisposable Take()
    {
        if (Interlocked.Increment(ref _open) <= most)
            return new Place(this);

        Interlocked.Decrement(ref _open);
        throw new ProblemException(
            new(ProblemCode.Busy)
            {
                Detail = string.Create(CultureInfo.InvariantCulture, $"{most} WebSockets are open, the most that there may be."),
                Advice = "Wait for the time in Retry-After, or raise limits.connections in the server's settings.",
                RetryAfterSeconds = RetryAfterSeconds,
            }
        );
    }

    private sealed class Place(SocketPlaces places) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref places._open);
    }
}
