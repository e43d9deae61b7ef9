using Plimsoll.Values;

namespace Plimsoll.Feeds.Health;

/// <summary>What the stamps of a venue say about its clock and its delay: the least difference of the last minute or two, and the latest.</summary>
/// <remarks>
/// Received minus stamped is the delay plus the difference of the clocks. The least of many has the least delay in it, so it bounds the difference from above;
/// a negative one proves that the venue's clock is ahead by at least so much.
/// </remarks>
internal sealed class ClockEstimate
{
    private const long WindowNanoseconds = 60_000_000_000;
    private long _windowStart = long.MinValue;
    private long _least = long.MaxValue;
    private long _leastBefore = long.MaxValue;

    /// <summary>The latest difference, or null before the first.</summary>
    public Duration? Lag { get; private set; }

    /// <summary>The least difference of the current and the previous window, or null before the first.</summary>
    public Duration? Skew => Lag is null ? null : new(Math.Min(_least, _leastBefore));

    public void Observe(Timestamp stamp, Timestamp received)
    {
        var lag = received - stamp;
        var since = _windowStart == long.MinValue ? long.MaxValue : received.Nanoseconds - _windowStart;
        if (since >= WindowNanoseconds)
        {
            _leastBefore = since < 2 * WindowNanoseconds ? _least : long.MaxValue;
            _least = long.MaxValue;
            _windowStart = received.Nanoseconds;
        }

        _least = Math.Min(_least, lag.Nanoseconds);
        Lag = lag;
    }
}
