using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Views;
using Plimsoll.Host.Entries;
using Plimsoll.Instruments;
using Plimsoll.Testing.Devices;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Host.Tests;

/// <summary>A machine's clock that leaps settles nothing before its day, and stops nobody's time.</summary>
public sealed class LeapTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly InstrumentId Dated = new(1);

    [Fact, Trait("Criterion", "HOST-051")]
    public async Task A_leap_forward_of_a_day_settles_nothing_and_forgets_no_key()
    {
        var clock = new HandClock();
        using var world = new HostWorld { Clock = clock };
        var host = await Start(world, clock);
        var deposit = HostEntry.Of(new DepositCollateral(default, world.Account("alice"), Scenario.Usd, new(1))) with
        {
            Actor = 7,
            IdempotencyKey = "once",
        };
        await world.Do(deposit);
        var (funding, before) = (host.Read(machine => machine.Engine.NextFunding(HostWorld.Perpetual)), clock.GetUtcNow());

        clock.Jump(Day);
        clock.Advance(TimeSpan.FromMinutes(2));
        var again = await world.Do(deposit);
        var tick = await world.Do(HostEntry.Of(new AdvanceTime(default)));

        Assert.Equal(At(before + TimeSpan.FromMinutes(2)), tick.At);
        Assert.True(again.IsRepeat);
        Assert.NotEqual(TradingState.Closed, host.Read(machine => machine.Engine.View(Dated).Trading));
        Assert.Equal(funding, host.Read(machine => machine.Engine.NextFunding(HostWorld.Perpetual)));
        Assert.Equal(Day, host.Clock.Off);
        clock.Jump(-Day);
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(TimeSpan.Zero, host.Clock.Off);
    }

    [Fact, Trait("Criterion", "HOST-051")]
    public async Task A_leap_back_of_a_day_stops_no_time()
    {
        var clock = new HandClock();
        using var world = new HostWorld { Clock = clock };
        var host = await Start(world, clock);
        var (funding, before) = (host.Read(machine => machine.Engine.NextFunding(HostWorld.Perpetual)), clock.GetUtcNow());

        clock.Jump(-Day);
        clock.Advance(TimeSpan.FromHours(9));
        var tick = await world.Do(HostEntry.Of(new AdvanceTime(default)));

        Assert.Equal(At(before + TimeSpan.FromHours(9)), tick.At);
        Assert.Equal(TradingState.Closed, host.Read(machine => machine.Engine.View(Dated).Trading));
        Assert.True(host.Read(machine => machine.Engine.NextFunding(HostWorld.Perpetual)) > funding);
    }

    [Fact, Trait("Criterion", "HOST-051")]
    public async Task A_start_takes_the_time_that_the_machine_has_but_none_before_the_latest_record()
    {
        var clock = new HandClock();
        using var world = new HostWorld { Clock = clock };
        world.Start();
        clock.Jump(Day);
        var leapt = await world.Do(HostEntry.Of(new AdvanceTime(default)));
        world.Stop();

        world.Start();
        var taken = await world.Do(HostEntry.Of(new AdvanceTime(default)));
        world.Stop();
        clock.Jump(-Day);
        var host = world.Start();
        clock.Advance(TimeSpan.FromHours(1));
        var still = await world.Do(HostEntry.Of(new AdvanceTime(default)));

        Assert.Equal(At(clock.GetUtcNow() - TimeSpan.FromHours(1)), leapt.At);
        Assert.Equal(At(clock.GetUtcNow() - TimeSpan.FromHours(1) + Day), taken.At);
        Assert.Equal(taken.At, still.At);
        Assert.True(host.Clock.StandsStill);
        Assert.Equal(TimeSpan.FromHours(-23), host.Clock.Off);
    }

    /// <summary>A venue with a price, funding every eight hours, and a future that expires in an hour; a beat each minute.</summary>
    private static async Task<VenueHost> Start(HostWorld world, HandClock clock)
    {
        world.Options = world.Options with { Heartbeat = TimeSpan.FromMinutes(1) };
        var host = world.Start();
        await world.SetUp();
        var dated = Scenario.Perpetual with
        {
            Id = Dated,
            Symbol = "DATED",
            Kind = InstrumentKind.DatedFuture,
            Expiry = At(clock.GetUtcNow()) + Duration.FromHours(1),
        };
        await world.Do(HostEntry.Of(new ListInstrument(default, dated)));
        await world.Price(100);
        return host;
    }

    private static Timestamp At(DateTimeOffset time) => new((time - DateTimeOffset.UnixEpoch).Ticks * 100);
}
