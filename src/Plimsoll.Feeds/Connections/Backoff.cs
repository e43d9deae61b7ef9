using Plimsoll.Feeds.Catalog;

namespace Plimsoll.Feeds.Connections;

/// <summary>How long to wait before connecting again: anything from zero to a bound that doubles with each failure, so that a thousand clients of one venue do not come back at once.</summary>
/// <remarks>
/// Known as full jitter. Source: Marc Brooker, "Exponential backoff and jitter", AWS Architecture Blog, 2015.
/// </remarks>
/// <param name="limits">First and largest bound.</param>
/// <param name="jitter">Numbers from 0 to below 1.</param>
internal sealed class Backoff(FeedLimits limits, Func<double> jitter)
{
    private static readonly TimeSpan AskedMax = TimeSpan.FromMinutes(10);
    private int _failures;

    /// <summary>A connection was good: the next failure is the first again.</summary>
    public void Succeeded() => _failures = 0;

    /// <summary>How long to wait after another failure; no shorter than the venue asks, within ten minutes.</summary>
    public TimeSpan Next(TimeSpan? asked)
    {
        var bound = limits.RetryFirst * Math.Pow(2, Math.Min(_failures, 30));
        _failures++;
        var wait = (bound < limits.RetryMax ? bound : limits.RetryMax) * jitter();
        if (asked is not { } least || least <= wait)
        {
            return wait;
        }

        return least < AskedMax ? least : AskedMax;
    }
}
