namespace Plimsoll.Server.Tests.Hosting;

/// <summary>The system's clock, which knows how many of its timers are still running.</summary>
internal sealed class CountedClock : TimeProvider
{
    private int _running;

    /// <summary>Timers that were made and not yet disposed of.</summary>
    public int Running => Volatile.Read(ref _running);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Interlocked.Increment(ref _running);
        return new Counted(base.CreateTimer(callback, state, dueTime, period), this);
    }

    private sealed class Counted(ITimer timer, CountedClock clock) : ITimer
    {
        private int _isOver;

        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

        public void Dispose()
        {
            End();
            timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            End();
            return timer.DisposeAsync();
        }

        private void End()
        {
            if (Interlocked.Exchange(ref _isOver, 1) == 0)
                Interlocked.Decrement(ref clock._running);
        }
    }
}
