using System.Threading.Channels;

namespace Plimsoll.Server.Tests.Api.Sockets;

/// <summary>A clock with one timer, which goes off when a test says so, whatever time it is by then.</summary>
internal sealed class HandClock : TimeProvider
{
    private readonly Channel<TimeSpan> _armed = Channel.CreateUnbounded<TimeSpan>();
    private Action _goOff = static () => { };
    private long _now = TimeSpan.TicksPerDay;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _now);

    /// <summary>Waits until the timer is set, and tells for how long.</summary>
    public async Task<TimeSpan> Armed() => await _armed.Reader.ReadAsync(TestContext.Current.CancellationToken);

    /// <summary>Lets so much time go by, and then the timer go off.</summary>
    public void GoOff(TimeSpan after)
    {
        Interlocked.Add(ref _now, after.Ticks);
        _goOff();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _goOff = () => callback(state);
        return new Timer(_armed.Writer);
    }

    private sealed class Timer(ChannelWriter<TimeSpan> armed) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => armed.TryWrite(dueTime);

        public void Dispose() { }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
