using System.Threading.RateLimiting;
using Plimsoll.Server.Configuration;

namespace Plimsoll.Server.Security;

/// <summary>Requests of each key: a bucket that holds a burst and is filled at a steady rate. WebSocket commands take from the same bucket.</summary>
public sealed class KeyRateLimits : IDisposable
{
    private const int FillsPerSecond = 10;
    private readonly PartitionedRateLimiter<string> _limits;

    /// <summary>With these limits.</summary>
    public KeyRateLimits(LimitSettings limits)
    {
        ArgumentNullException.ThrowIfNull(limits);

        // A rate below ten a second is filled by one token at a time.
        var tokens = Math.Max(1, limits.RequestsPerSecond / FillsPerSecond);
        var options = new TokenBucketRateLimiterOptions
        {
            TokenLimit = limits.RequestBurst,
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = TimeSpan.FromSeconds((double)tokens / limits.RequestsPerSecond),
            QueueLimit = 0,
            AutoReplenishment = true,
        };
        _limits = PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetTokenBucketLimiter(key, _ => options));
    }

    /// <summary>Takes one request of a key.</summary>
    /// <returns>Zero when it may go on; else the seconds to wait, at least one.</returns>
    public int Take(string key)
    {
        using var lease = _limits.AttemptAcquire(key);
        if (lease.IsAcquired)
        {
            return 0;
        }

        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : 1;
    }

    /// <inheritdoc/>
    public void Dispose() => _limits.Dispose();
}
