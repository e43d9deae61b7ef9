using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Plimsoll.Host;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Tests.Api;
using Plimsoll.Testing.Devices;

namespace Plimsoll.Server.Tests.Hosting;

/// <summary>A machine's clock that leaps is seen by whoever runs the server, and by nobody else.</summary>
public sealed class ClockTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact, Trait("Criterion", "HOST-051"), Trait("Criterion", "SECU-074")]
    public async Task A_leap_is_told_by_health_and_metrics_while_the_venue_goes_on()
    {
        var clock = new ManualClock();
        await using var world = await ServerWorld.StartAsync(new() { Clock = clock });
        await RequireAsync(world, "", "0");

        clock.Leapt = Day;
        await RequireAsync(world, "86,400 s ahead of the venue's time", "86400");
        var time = await world.Ok(HttpMethod.Get, "time");
        var soon = await world.Ok(HttpMethod.Patch, "venue", """{"rules":{"trades_kept":7},"effective_at":"2026-03-12T11:00:00Z"}""");
        clock.Leapt = -Day;
        await RequireAsync(world, "86,400 s behind the venue's time", "-86400");
        clock.Leapt = TimeSpan.Zero;
        await RequireAsync(world, "", "0");

        // By the machine's clock signatures are checked; by the venue's the change is for a time to come.
        Assert.Equal(("2026-03-12T10:40:00Z", "2026-03-13T10:40:00Z"), ((string)time["venue_time"]!, (string)time["server_time"]!));
        Assert.NotNull(soon["id"]);
    }

    [Fact, Trait("Criterion", "HOST-051")]
    public async Task A_start_before_the_latest_record_warns_until_the_machine_is_there()
    {
        var clock = new ManualClock();
        await using var world = await ServerWorld.StartAsync(new() { Clock = clock });
        await world.Stop();
        clock.Leapt = -Day;
        await world.Start();

        Assert.Contains("86,400 s before the latest record", Assert.Single(world.Server.ClockWarnings), StringComparison.Ordinal);
        await RequireAsync(world, "stands still", "-86400");
        clock.Leapt = TimeSpan.FromSeconds(1);
        await RequireAsync(world, "", "0");
    }

    [Fact, Trait("Criterion", "HOST-051")]
    public async Task A_leap_is_logged_when_it_begins_and_when_it_is_over_and_not_between()
    {
        var (machine, log) = (new HandClock(), new CapturedLog());
        var clock = new SteadyClock(machine, TimeSpan.FromSeconds(10), default);
        await using var watch = new ClockWatch(clock, log.CreateLogger("clock"));
        machine.Advance(TimeSpan.FromSeconds(100));
        machine.Jump(TimeSpan.FromSeconds(10));
        machine.Advance(TimeSpan.FromSeconds(100));
        Assert.Empty(log.Lines);

        machine.Jump(Day);
        machine.Advance(TimeSpan.FromSeconds(100));
        machine.Jump(-Day);
        machine.Advance(TimeSpan.FromSeconds(100));
        machine.Jump(-Day);
        machine.Advance(TimeSpan.FromSeconds(100));

        Assert.Collection(
            log.Lines,
            line =>
                Assert.StartsWith("Warning clock the machine's clock has leapt: it is 86,400 s ahead of", line, StringComparison.Ordinal),
            line => Assert.StartsWith("Warning clock the machine's clock is followed again.", line, StringComparison.Ordinal),
            line => Assert.StartsWith("Warning clock the machine's clock has leapt: it is 86,400 s behind", line, StringComparison.Ordinal)
        );
    }

    private static async Task RequireAsync(ServerWorld world, string warning, string off)
    {
        using var ready = await world.Http.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);
        var answer = await ready.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken);
        var told = answer!["warnings"]!.AsArray().Where(each => (string?)each!["part"] == "clock").Select(each => (string)each!["reason"]!);
        var metrics = await world.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        if (warning.Length > 0)
            Assert.Contains(warning, Assert.Single(told), StringComparison.Ordinal);
        else
            Assert.Empty(told);

        Assert.Contains($"\nplimsoll_clock_off_seconds {off}\n", metrics, StringComparison.Ordinal);
    }
}
