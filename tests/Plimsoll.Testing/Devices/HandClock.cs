namespace Plimsoll.Testing.Devices;

/// <summary>A clock that a test turns by hand, forwards or back; timers fire while it is turned, on the thread that turns it.</summary>
public sealed class HandClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<HandTimer> _timers = [];
    private TimeSpan _passed;
    private TimeSpan _jumped;

    /// <summary>Begins on 1 January 2026.</summary>
    public HandClock()
        : this(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)) { }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return start + _passed + _jumped;
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>What a wrong clock does is not felt here, nor by timers.</summary>
    public override long GetTimestamp()
    {
        lock (_gate)
        {
            return _passed.Ticks;
        }
    }

    /// <summary>Sets the time without firing anything: what a wrong clock does.</summary>
    public void Jump(TimeSpan by)
    {
        lock (_gate)
        {
            _jumped += by;
        }
    }

    /// <summary>Lets time pass; what falls due fires in order.</summary>
    public void Advance(TimeSpan by)
    {
        var end = TimeSpan.FromTicks(GetTimestamp()) + by;
        while (NextDue(end) is { } timer)
        {
            timer.Fire();
        }

        lock (_gate)
        {
            _passed = end;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new HandTimer(this, callback, state);
        timer.Change(dueTime, period);
        lock (_gate)
        {
            _timers.Add(timer);
        }

        return timer;
    }

    private HandTimer? NextDue(TimeSpan end)
    {
        lock (_gate)
        {
            var timer = _timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
            if (timer?.Due is not { } due)
                return null;

            _passed = due > _passed ? due : _passed;
            timer.Due = timer.Period > TimeSpan.Zero ? due + timer.Period : null;
            return timer;
        }
    }

    private sealed class HandTimer(HandClock clock, TimerCallback callback, object? state) : ITimer
    {
        public TimeSpan? Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                Period = period;
                Due = dueTime < TimeSpan.Zero ? null : clock._passed + dueTime;
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock._gate)
            {
                Due = null;
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
