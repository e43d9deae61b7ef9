using Microsoft.Extensions.Logging;
using Plimsoll.Engine.Commands;
using Plimsoll.Host;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Machine;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Metrics;
using Plimsoll.Server.Tests.Api;
using Plimsoll.Testing.Devices;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Server.Tests.Hosting;

/// <summary>What an operator has to hear of stands in the log, once.</summary>
public sealed class WatchTests : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private readonly CapturedLog _log = new();
    private readonly LoggerFactory _logs;

    public WatchTests() => _logs = new([_log]);

    private static HostOptions Options { get; } =
        new()
        {
            Venue = new() { Numeraire = Scenario.Usd },
            Version = "1.0.0",
            Heartbeat = TimeSpan.Zero,
            SnapshotEvery = 0,
            RetryAfter = TimeSpan.FromMilliseconds(1),
        };

    public void Dispose()
    {
        _logs.Dispose();
        _log.Dispose();
    }

    [Fact, Trait("Criterion", "SECU-077")]
    public async Task A_journal_that_takes_no_commands_is_told_once_and_so_is_its_return()
    {
        using var device = new CrashDevice();
        using var host = VenueHost.Open(device, new CrashDevice(), Options);
        using var watch = new JournalWatch(host, "/venue/journal", _logs.CreateLogger<JournalWatch>());
        Assert.Empty(_log.Lines);

        (device.FailsAt, device.FailsFor) = (device.Operations, int.MaxValue / 2);
        await host.SubmitAsync(HostEntry.Of(new AdvanceTime(default)));
        watch.Look();
        await host.SubmitAsync(HostEntry.Of(new AdvanceTime(default)));
        watch.Look();
        // One that begins while it is so tells at once, as a start does.
        using (new JournalWatch(host, "/other", _logs.CreateLogger<JournalWatch>())) { }

        device.FailsAt = -1;
        await Until(() => host.Status.State == HostState.Running);
        watch.Look();
        watch.Look();

        Assert.Collection(
            _log.Lines.Where(line => !line.Contains("/other", StringComparison.Ordinal)),
            line =>
            {
                Assert.StartsWith("Error", line, StringComparison.Ordinal);
                Assert.Contains("The journal in /venue/journal takes no commands", line, StringComparison.Ordinal);
            },
            line => Assert.Matches("^Information .*The journal in /venue/journal takes commands again", line)
        );
        Assert.Single(_log.Lines, line => line.Contains("The journal in /other takes no commands", StringComparison.Ordinal));
    }

    [Fact, Trait("Criterion", "SECU-078")]
    public async Task A_bug_that_halts_the_engine_is_told_once_with_its_stack_its_record_and_what_to_do()
    {
        using var host = VenueHost.Open(new CrashDevice(), new CrashDevice(), Options, new Faulty());
        var watch = new HaltWatch(host, "/venue/journal", _logs.CreateLogger<HaltWatch>());

        await host.SubmitAsync(HostEntry.OfNote("a secret"u8.ToArray()));
        await watch.Told.WaitAsync(Longest);

        var line = Assert.Single(_log.Lines);
        var sequence = host.HaltedAt!.Value.Sequence;
        Assert.StartsWith("Critical", line, StringComparison.Ordinal);
        Assert.Contains($"at record {sequence} (Note)", line, StringComparison.Ordinal);
        Assert.Contains("the next start stops at it too", line, StringComparison.Ordinal);
        Assert.Contains("plimsoll journal replay", line, StringComparison.Ordinal);
        Assert.Contains($"plimsoll journal skip /venue/journal --sequence {sequence}", line, StringComparison.Ordinal);
        Assert.Contains($"   at {typeof(Faulty).FullName!.Replace('+', '.')}.Apply", line, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", line, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "SECU-079")]
    public async Task An_index_on_which_one_source_cannot_be_outvoted_is_told()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.Ok(HttpMethod.Post, "indices", """{"index":"HAND","decimals":1,"sources":[{"source":"desk"}]}""");
        var mute = new IndexWatch(world.Server.Host).Warnings;
        await world.Ok(
            HttpMethod.Post,
            "quotes",
            """
            {"indices":[{"index":"BTC/USD","source":"x","bid":"100","ask":"101"},{"index":"BTC/USD","source":"y","bid":"100","ask":"101"},
              {"index":"HAND","source":"desk","bid":"7","ask":"7"}]}
            """
        );

        var fallen = new IndexWatch(world.Server.Host).Warnings;
        await world.Ok(HttpMethod.Post, "quotes", """{"indices":[{"index":"BTC/USD","source":"z","bid":"100","ask":"101"}]}""");
        var whole = new IndexWatch(world.Server.Host).Warnings;
        IndexWatch.TellFew(world.Server.Host, _logs.CreateLogger<IndexWatch>());

        Assert.Contains(mute, each => each.StartsWith("no source of HAND has told a price yet", StringComparison.Ordinal));
        Assert.StartsWith("of 3 sources of BTC/USD 2 count: ", Assert.Single(fallen), StringComparison.Ordinal);
        Assert.Empty(whole);
        var line = Assert.Single(_log.Lines);
        Assert.StartsWith("Warning", line, StringComparison.Ordinal);
        Assert.Contains("The rules of HAND list 1 source(s)", line, StringComparison.Ordinal);
    }

    private static async Task Until(Func<bool> isSo)
    {
        using var limit = new CancellationTokenSource(Longest);
        while (!isSo())
        {
            await Task.Delay(1, limit.Token);
        }
    }

    /// <summary>Takes no note.</summary>
    private sealed class Faulty : ICompanion
    {
        public (int Code, string? Field, long Created) Apply(long sequence, Timestamp at, int actor, ReadOnlySpan<byte> note) =>
            throw new InvalidOperationException("a fault of the companion.");

        public ReadOnlyMemory<byte> Snapshot() => default;

        public void Restore(ReadOnlySpan<byte> snapshot) { }

        public ICompanion CreateEmpty() => this;
    }
}
