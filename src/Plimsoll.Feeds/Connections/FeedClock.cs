using Plimsoll.Values;

namespace Plimsoll.Feeds.Connections;

/// <summary>This machine's clock as sources use it: the time of day for stamps, and a steady one for lengths of time, which no correction of the first disturbs.</summary>
internal sealed class FeedClock(TimeProvider provider)
{
    private readonly long _start = provider.GetTimestamp();

    public Timestamp Now => new((provider.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) * 100);

    public long Ticks => provider.GetTimestamp();

    public TimeSpan SinceStart => provider.GetElapsedTime(_start);

    public TimeSpan Since(long ticks) => provider.GetElapsedTime(ticks);

    public PeriodicTimer Timer(TimeSpan period) => new(period, provider);

    public Task WaitAsync(TimeSpan time, CancellationToken cancellation) => Task.Delay(time, provider, cancellation);

    public CancellationTokenSource Limit(TimeSpan time) => new(time, provider);
}
