using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Testing;
using Plimsoll.Testing.Devices;
using Plimsoll.Values;

namespace Plimsoll.Host.Tests;

/// <summary>The machine's clock is followed as far as its monotonic clock bears it out.</summary>
public sealed class SteadyClockTests
{
    private static readonly TimeSpan MaxStep = TimeSpan.FromSeconds(10);
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory, Trait("Criterion", "HOST-051")]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_step_up_to_the_limit_is_followed_and_a_leap_is_not_until_it_is_mended(int direction)
    {
        var machine = new HandClock(Noon);
        var clock = new SteadyClock(machine, MaxStep, default);

        machine.Jump(MaxStep * direction);
        var stepped = clock.GetUtcNow();
        machine.Jump((MaxStep * direction) + TimeSpan.FromTicks(direction));
        var leapt = clock.GetUtcNow();
        machine.Advance(TimeSpan.FromHours(1));
        var later = clock.GetUtcNow();
        var off = clock.Off;
        machine.Jump(TimeSpan.FromTicks(-direction));
        var mended = clock.GetUtcNow();

        Assert.Equal(Noon + (MaxStep * direction), stepped);
        Assert.Equal(stepped, leapt);
        Assert.Equal(stepped + TimeSpan.FromHours(1), later);
        Assert.Equal((MaxStep * direction) + TimeSpan.FromTicks(direction), off);
        Assert.Equal(machine.GetUtcNow(), mended);
        Assert.Equal(TimeSpan.Zero, clock.Off);
    }

    [Fact, Trait("Criterion", "HOST-051")]
    public void Small_drifts_are_followed_however_far_they_lead()
    {
        var machine = new HandClock(Noon);
        var clock = new SteadyClock(machine, MaxStep, default);

        for (var i = 0; i < 1_000; i++)
        {
            machine.Advance(TimeSpan.FromMinutes(1));
            machine.Jump(TimeSpan.FromSeconds(1));
            Assert.Equal(machine.GetUtcNow(), clock.GetUtcNow());
        }
    }

    [Fact, Trait("Criterion", "HOST-051")]
    public void Whatever_the_machine_does_the_time_is_that_of_a_reference() =>
        Prop.ForAll(
                Arb.From(Steps),
                steps =>
                {
                    var machine = new HandClock(Noon);
                    var clock = new SteadyClock(machine, MaxStep, default);
                    // In words: what was read last and believed, by both clocks.
                    var (believed, then, passed) = (Noon, TimeSpan.Zero, TimeSpan.Zero);
                    foreach (var (leapMs, passedMs) in steps)
                    {
                        machine.Jump(TimeSpan.FromMilliseconds(leapMs));
                        machine.Advance(TimeSpan.FromMilliseconds(passedMs));
                        passed += TimeSpan.FromMilliseconds(passedMs);
                        var (told, borneOut) = (machine.GetUtcNow(), believed + (passed - then));
                        var isLeap = (told - borneOut).Duration() > MaxStep;
                        if (!isLeap)
                            (believed, then) = (told, passed);

                        Assert.Equal(isLeap ? told - borneOut : TimeSpan.Zero, clock.Off);
                        Assert.Equal(isLeap ? borneOut : told, clock.GetUtcNow());
                    }
                }
            )
            .Check(Exploration.Of(1_000));

    [Fact, Trait("Criterion", "HOST-051")]
    public void Who_is_kept_waiting_between_the_two_clocks_sees_no_leap()
    {
        var machine = new WaitingClock(Noon);
        var clock = new SteadyClock(machine, MaxStep, default);

        machine.Wait = TimeSpan.FromHours(1);
        var first = clock.GetUtcNow();
        machine.Wait = TimeSpan.FromHours(1);
        var second = clock.GetUtcNow();

        Assert.Equal((Noon + TimeSpan.FromHours(1), Noon + TimeSpan.FromHours(2)), (first, second));
    }

    [Fact, Trait("Criterion", "HOST-051")]
    public void Who_is_overtaken_by_later_readings_leaves_them_in_force()
    {
        var machine = new WaitingClock(Noon);
        var clock = new SteadyClock(machine, MaxStep, default);
        machine.Meanwhile = () =>
        {
            machine.Stepped += MaxStep;
            _ = clock.GetUtcNow();
            machine.Stepped += MaxStep;
            _ = clock.GetUtcNow();
        };

        var overtaken = clock.GetUtcNow();

        Assert.Equal((Noon, Noon + (2 * MaxStep)), (overtaken, clock.GetUtcNow()));
    }

    [Fact, Trait("Criterion", "HOST-051")]
    public void A_leap_while_the_machine_is_a_little_before_the_latest_record_takes_no_time_back()
    {
        var machine = new HandClock(Noon);
        var clock = new SteadyClock(machine, MaxStep, At(Noon + TimeSpan.FromSeconds(5)));

        Assert.False(clock.StandsStill);
        machine.Jump(TimeSpan.FromDays(-1));

        Assert.Equal(Noon + TimeSpan.FromSeconds(5), clock.GetUtcNow());
        machine.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(Noon + TimeSpan.FromSeconds(6), clock.GetUtcNow());
    }

    [Fact, Trait("Criterion", "HOST-051")]
    public void Time_is_never_before_the_latest_record_and_goes_on_where_the_machine_comes_there_however()
    {
        var machine = new HandClock(Noon);
        var latest = Noon + TimeSpan.FromHours(3);
        var clock = new SteadyClock(machine, MaxStep, At(latest));

        Assert.True(clock.StandsStill);
        Assert.Equal((latest, TimeSpan.FromHours(-3)), (clock.GetUtcNow(), clock.Off));
        machine.Jump(TimeSpan.FromHours(4));
        Assert.False(clock.StandsStill);
        Assert.Equal((machine.GetUtcNow(), TimeSpan.Zero), (clock.GetUtcNow(), clock.Off));
        machine.Jump(TimeSpan.FromHours(1));
        Assert.Equal((Noon + TimeSpan.FromHours(4), TimeSpan.FromHours(1)), (clock.GetUtcNow(), clock.Off));
        machine.Jump(TimeSpan.FromHours(-5));
        Assert.False(clock.StandsStill);
        Assert.Equal((Noon + TimeSpan.FromHours(4), TimeSpan.FromHours(-4)), (clock.GetUtcNow(), clock.Off));
    }

    [Fact, Trait("Criterion", "HOST-051")]
    public async Task Readers_at_once_follow_steps_and_see_no_leap()
    {
        var machine = new HandClock(Noon);
        var clock = new SteadyClock(machine, MaxStep, default);
        using var stop = new CancellationTokenSource();
        var readers = Enumerable
            .Range(0, 4)
            .Select(_ =>
                Task.Run(() =>
                {
                    var worst = TimeSpan.Zero;
                    while (!stop.IsCancellationRequested)
                    {
                        var off = clock.Off.Duration();
                        worst = off > worst ? off : worst;
                    }

                    return worst;
                })
            )
            .ToList();
        for (var i = 0; i < 20_000; i++)
        {
            machine.Advance(TimeSpan.FromMilliseconds(100));
            machine.Jump(TimeSpan.FromSeconds(i % 2 == 0 ? 5 : -5));
        }

        await stop.CancelAsync();

        Assert.All(await Task.WhenAll(readers), worst => Assert.Equal(TimeSpan.Zero, worst));
        Assert.Equal(machine.GetUtcNow(), clock.GetUtcNow());
    }

    [Fact, Trait("Criterion", "HOST-051")]
    public void Reading_it_allocates_nothing()
    {
        var clock = new SteadyClock(TimeProvider.System, MaxStep, default);
        _ = clock.Now();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            _ = clock.Now();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>Small steps and leaps of either direction, and what mends them, while time passes or none does.</summary>
    private static Gen<(int LeapMs, int PassedMs)[]> Steps =>
        (
            from leap in Gen.OneOf(
                Gen.Constant(0),
                Gen.Choose(-10_000, 10_000),
                Gen.Elements(-86_400_000, -10_001, -10_000, 10_000, 10_001, 86_400_000),
                Gen.Choose(-100_000, 100_000)
            )
            from passed in Gen.OneOf(Gen.Constant(0), Gen.Choose(0, 2_000), Gen.Choose(0, 10_000_000))
            select (leap, passed)
        ).ArrayOf();

    private static Timestamp At(DateTimeOffset time) => new((time - DateTimeOffset.UnixEpoch).Ticks * 100);

    /// <summary>Time passes, or others read it, while it is read, once.</summary>
    private sealed class WaitingClock(DateTimeOffset start) : TimeProvider
    {
        private TimeSpan _passed;

        public TimeSpan Wait { get; set; }

        public TimeSpan Stepped { get; set; }

        public Action? Meanwhile { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _passed.Ticks;

        public override DateTimeOffset GetUtcNow()
        {
            (_passed, Wait) = (_passed + Wait, TimeSpan.Zero);
            var (now, meanwhile) = (start + _passed + Stepped, Meanwhile);
            Meanwhile = null;
            meanwhile?.Invoke();
            return now;
        }
    }
}
