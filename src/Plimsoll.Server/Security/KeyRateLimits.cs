using System.Threading.RateLimiting;
using Plimsoll.Server.Configuration;

namespace Plimsoll.Server.Security;

/// <summary>Requests of each key: a bucket that holds a burst and is filled at a steady rate. REST and WebSocket take from the same bucket; a matching engine, which sends everybody's orders, has a larger one.</summary>
public sealed class KeyRateLimits : IDisposable
{
    private const int FillsPerSecond = 10;
    private readonly PartitionedRateLimiter<string> _requests;
    private readonly PartitionedRateLimiter<string> _commands;

    /// <summary>With these limits.</summary>
    public KeyRateLimits(LimitSettings limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        _requests = Buckets(limits.RequestsPerSecond, limits.RequestBurst);
        _commands = Buckets(limits.CommandsPerSecond, limits.CommandsPerSecond);
    }

    /// <summary>Takes one request of a key.</summary>
    /// <returns>Zero when it may go on; else the seconds to wait, at least one.</returns>
    public int Take(ApiKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        using var lease = (key.Roles.HasFlag(ApiRoles.MatchingEngine) ? _commands : _requests).AttemptAcquire(key.Id);
        if (lease.IsAcquired)
        {
            return 0;
        }

        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : 1;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _requests.Dispose();
        _commands.Dispose();
    }

    private static PartitionedRateLimiter<string> Buckets(int perSecond, int burst)
    {
        // A rate below ten a second is filled by one token at a time.
        var tokens = Math.Max(1, perSecond / FillsPerSecond);
        var options = new TokenBucketRateLimiterOptions
        {
            TokenLimit = burst,
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = TimeSpan.FromSeconds((double)tokens / perSecond),
            QueueLimit = 0,
            AutoReplenishment = true,
        };
        return PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetTokenBucketLimiter(key, _ => options));
    }
}
