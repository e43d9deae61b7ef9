namespace Plimsoll.Client.Tests.Worlds;

/// <summary>A clock on which short waits are over at once and have taken their time, and long ones never end: waits between attempts, not those for answers.</summary>
internal sealed class HastyClock : TimeProvider
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private long _passed;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + TimeSpan.FromTicks(Interlocked.Read(ref _passed));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _passed, by.Ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime >= TimeSpan.Zero && dueTime <= Longest)
        {
            Advance(dueTime);
            ThreadPool.QueueUserWorkItem(_ => callback(state));
        }

        return new NoTimer();
    }

    private sealed class NoTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() { }

        public ValueTask DisposeAsync() => default;
    }
}
