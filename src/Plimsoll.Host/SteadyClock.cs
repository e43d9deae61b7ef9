using Plimsoll.Values;

namespace Plimsoll.Host;

/// <summary>The clock that stamps records: the machine's, guarded by its monotonic one, so that a leap of the first settles nothing before its day and stops no time.</summary>
/// <remarks>
/// docs/spec/0027-host.md, HOST-051. Thread-safe; reading it takes no lock and allocates nothing. Timers, and lengths of time, are the machine's own: no leap touches them.
/// All that is kept is how far the one clock is ahead of the other, as of the latest reading that was taken: one number, so that no reader sees half of it.
/// </remarks>
public sealed class SteadyClock : TimeProvider
{
    private readonly TimeProvider _machine;
    private readonly long _maxStep;
    private readonly long _latest;
    private readonly long _begun;
    private long _ahead;

    /// <summary>Begins with the machine's time as it is.</summary>
    /// <param name="machine">The machine's clock. Its timestamps have to pass as its time does.</param>
    /// <param name="maxStep">The largest difference between the two clocks since the latest reading that is followed; more than zero.</param>
    /// <param name="latest">The time of the latest record, before which no time of this clock lies.</param>
    public SteadyClock(TimeProvider machine, TimeSpan maxStep, Timestamp latest)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(maxStep, TimeSpan.Zero);
        (_machine, _maxStep, _latest, _begun) = (machine, maxStep.Ticks, VenueClock.TicksOf(latest), machine.GetTimestamp());
        var (now, steady) = Both();
        _ahead = now - steady;
    }

    /// <summary>How far the machine's clock is ahead of this one; negative when it is behind. Zero while it is followed.</summary>
    public TimeSpan Off
    {
        get
        {
            var (now, time) = Read();
            return new(now - time);
        }
    }

    /// <summary>The largest difference between the machine's two clocks since the latest reading that is followed.</summary>
    public TimeSpan MaxStep => new(_maxStep);

    /// <summary>Whether time stands still, since the machine's clock was far before the latest record when the host was started, and has not come there yet.</summary>
    public bool StandsStill => Off.Ticks < -_maxStep && IsWaiting(Volatile.Read(ref _ahead) + Both().Steady);

    /// <inheritdoc/>
    public override long TimestampFrequency => _machine.TimestampFrequency;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => _machine.LocalTimeZone;

    /// <summary>The venue's time.</summary>
    public override DateTimeOffset GetUtcNow() => new(Read().Time, TimeSpan.Zero);

    /// <inheritdoc/>
    public override long GetTimestamp() => _machine.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _machine.CreateTimer(callback, state, dueTime, period);

    /// <summary>The machine's time, and this clock's, of one moment, in ticks.</summary>
    private (long Machine, long Time) Read()
    {
        var ahead = Volatile.Read(ref _ahead);
        var (now, steady) = Both();
        var expected = ahead + steady;
        if (Math.Abs(now - expected) > _maxStep && !IsWaiting(expected))
            return (now, Math.Max(expected, _latest));

        // Who was overtaken by a later reading leaves that one: his own may be old by now.
        Interlocked.CompareExchange(ref _ahead, now - steady, ahead);
        return (now, Math.Max(now, _latest));
    }

    /// <summary>No record has been stamped by a clock that is far before the latest one, so nothing holds it to what it said: it is taken as by another start.</summary>
    private bool IsWaiting(long time) => time < _latest - _maxStep;

    /// <summary>Both clocks at one moment: a thread that was kept waiting between them would see a leap where there is none.</summary>
    private (long Machine, long Steady) Both()
    {
        while (true)
        {
            var stamp = _machine.GetTimestamp();
            var now = _machine.GetUtcNow().UtcTicks;
            if (_machine.GetElapsedTime(stamp).Ticks <= _maxStep / 4)
                return (now, _machine.GetElapsedTime(_begun, stamp).Ticks);
        }
    }
}
