using System.Reflection;
using Plimsoll.Engine.Commands;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Machine;
using Plimsoll.Host.Pipeline;
using Plimsoll.Host.Requests;
using Plimsoll.Testing.Devices;
using Plimsoll.Values;

namespace Plimsoll.Host.Tests;

/// <summary>The way of a request through queue, journal and engine, when something is in its way.</summary>
public sealed class PipelineTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly HostEntry Tick = HostEntry.Of(new AdvanceTime(default));

    [Fact, Trait("Criterion", "HOST-002")]
    public async Task Sequences_count_by_one_and_times_never_go_back_whatever_the_clock_does()
    {
        var clock = new HandClock();
        using var world = new HostWorld { Clock = clock };
        world.Start();
        var outcomes = new List<Outcome>();
        foreach (var seconds in new[] { 0, 5, -3, -3_600, 10, -1, 7_200 })
        {
            clock.Jump(TimeSpan.FromSeconds(seconds));
            outcomes.Add(await world.Do(Tick));
        }

        world.Stop();
        clock.Jump(TimeSpan.FromDays(-2));
        world.Start();
        outcomes.Add(await world.Do(Tick));

        for (var i = 1; i < outcomes.Count; i++)
        {
            // The stop and the second start have a record of their own.
            Assert.Equal(outcomes[i - 1].Sequence + (i == outcomes.Count - 1 ? 3 : 1), outcomes[i].Sequence);
            Assert.True(outcomes[i].At >= outcomes[i - 1].At, $"{outcomes[i].At} after {outcomes[i - 1].At}");
        }

        Assert.Equal(outcomes[1].At, outcomes[2].At);
    }

    [Theory, Trait("Criterion", "HOST-006")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Events_that_cannot_be_published_halt_the_host_and_leave_nobody_waiting(bool isAtOnce)
    {
        using var world = new HostWorld { Options = HostWorld.Usual with { LeadWithin = TimeSpan.FromHours(1) } };
        var host = world.Start();
        await world.Do(Tick);
        // Somebody waits for events, and the signal that would wake him is gone.
        Set(host.Events, "_waiting", 1);
        Set(host.Events, "_grown", null);
        var reply = new AwaitedReply();

        var refusal = isAtOnce ? host.TryCarryOut(Tick, reply) : host.TrySubmit(Tick, reply);
        var outcome = await reply.Task.WaitAsync(Longest, TestContext.Current.CancellationToken);

        Assert.Equal(HostReason.None, refusal);
        Assert.Equal((int)HostReason.OutcomeUnknown, outcome.Code);
        Assert.Equal(HostState.Halted, host.Status.State);
        Assert.Equal((int)HostReason.Halted, (await host.SubmitAsync(Tick)).Code);
    }

    private static void Set(object target, string field, object? value) =>
        target.GetType().GetField(field, BindingFlags.NonPublic | BindingFlags.Instance)!.SetValue(target, value);

    [Fact, Trait("Criterion", "HOST-004")]
    public async Task What_the_queue_does_not_hold_is_refused_and_all_the_rest_is_answered()
    {
        using var device = new GatedStorage(new CrashDevice());
        using var host = VenueHost.Open(device, new CrashDevice(), HostWorld.Usual with { QueueCapacity = 4 });
        device.Shut();
        var first = host.SubmitAsync(Tick);
        device.AwaitArrival();
        var waiting = Enumerable.Range(0, 4).Select(_ => host.SubmitAsync(Tick)).ToList();

        var busy = await host.SubmitAsync(Tick);
        Assert.Equal((int)HostReason.Busy, busy.Code);
        Assert.Equal((0, 4), ((int)busy.Sequence, host.Status.Waiting));
        Assert.Equal(2, host.Read(machine => machine.Sequence));
        device.Open();

        var answered = await Task.WhenAll([first, .. waiting]).WaitAsync(Longest);
        Assert.Equal([3, 4, 5, 6, 7], answered.Select(outcome => outcome.Sequence));
        host.Stop();
        Assert.Equal((int)HostReason.Stopping, (await host.SubmitAsync(Tick)).Code);
        Assert.Equal(HostState.Stopping, host.Status.State);
    }

    [Fact, Trait("Criterion", "HOST-004")]
    public async Task A_stop_finishes_what_waits()
    {
        using var device = new GatedStorage(new CrashDevice());
        using var host = VenueHost.Open(device, new CrashDevice(), HostWorld.Usual);
        device.Shut();
        var asked = Enumerable.Range(0, 500).Select(_ => host.SubmitAsync(Tick)).ToList();
        device.AwaitArrival();
        var stops = Enumerable.Range(0, 3).Select(_ => Task.Run(host.Stop)).ToList();
        device.Open();

        await Task.WhenAll(stops).WaitAsync(Longest);

        Assert.All(await Task.WhenAll(asked).WaitAsync(Longest), outcome => Assert.True(outcome.Sequence > 0 || outcome.Code == 905));
    }

    [Fact, Trait("Criterion", "HOST-005")]
    public async Task While_the_device_fails_questions_are_answered_requests_refused_and_then_it_goes_on()
    {
        var device = new CrashDevice();
        using var host = VenueHost.Open(device, new CrashDevice(), HostWorld.Usual);
        await host.SubmitAsync(Tick);
        (device.FailsAt, device.FailsFor) = (device.Operations, int.MaxValue / 2);

        var unknown = await host.SubmitAsync(Tick with { IdempotencyKey = "k" }).WaitAsync(Longest);
        var refused = await host.SubmitAsync(Tick).WaitAsync(Longest);

        Assert.Equal((int)HostReason.OutcomeUnknown, unknown.Code);
        Assert.Equal((int)HostReason.JournalUnavailable, refused.Code);
        Assert.Equal(HostState.JournalUnavailable, host.Status.State);
        Assert.Contains("did not become durable", host.Status.Problem, StringComparison.Ordinal);
        Assert.Equal(3, host.Read(machine => machine.Sequence));
        device.FailsAt = -1;
        // It goes on by itself: the record that was on its way is in the stream before anybody asks again.
        await host.Events.Read(4).WaitAsync(CancellationToken.None).WaitAsync(Longest);
        Outcome again;
        do
        {
            again = await host.SubmitAsync(Tick with { IdempotencyKey = "k" }).WaitAsync(Longest);
        } while (again.Code == (int)HostReason.JournalUnavailable);

        Assert.True(again is { IsRepeat: true, Sequence: 4, IsAccepted: true }, again.ToString());
        Assert.Equal(HostState.Running, host.Status.State);
    }

    [Fact, Trait("Criterion", "HOST-005")]
    public async Task A_stop_while_the_device_fails_ends_and_what_was_not_known_is_there_once_or_not_at_all()
    {
        var (device, events) = (new CrashDevice(), new CrashDevice());
        using (var host = VenueHost.Open(device, events, HostWorld.Usual with { RetryAfter = TimeSpan.FromHours(1) }))
        {
            (device.FailsAt, device.FailsFor) = (device.Operations, int.MaxValue / 2);
            Assert.Equal((int)HostReason.OutcomeUnknown, (await host.SubmitAsync(Tick).WaitAsync(Longest)).Code);
            await Task.Run(host.Stop).WaitAsync(Longest);
        }

        device.FailsAt = -1;
        using var next = VenueHost.Open(device.AfterPowerLoss(new Random(1), 50), events, HostWorld.Usual);
        Assert.InRange(next.Recovery.LastSequence, 2, 3);
    }

    [Fact, Trait("Criterion", "HOST-016")]
    public async Task A_device_that_hangs_is_told_of_after_a_while_and_all_goes_on_once_it_answers()
    {
        var clock = new HandClock();
        using var device = new GatedStorage(new CrashDevice()) { HoldsAppendsAlone = true };
        var options = HostWorld.Usual with { DeviceClock = clock, StalledAfter = TimeSpan.FromSeconds(5) };
        using var host = VenueHost.Open(device, new CrashDevice(), options);
        device.Shut();
        var writing = host.SubmitAsync(Tick with { Actor = 1, IdempotencyKey = "k" });
        device.AwaitArrival();
        var behind = Enumerable.Range(0, 3).Select(_ => host.SubmitAsync(Tick)).ToList();

        // In time: they wait, and so would others.
        clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Equal((HostState.Running, false), (host.Status.State, writing.IsCompleted || behind.Any(each => each.IsCompleted)));

        clock.Advance(TimeSpan.FromSeconds(2));
        var unknown = await writing.WaitAsync(Longest);
        var refused = await Task.WhenAll(behind).WaitAsync(Longest);
        var later = await host.SubmitAsync(Tick).WaitAsync(Longest);
        var led = new AwaitedReply();
        Assert.Equal(HostReason.JournalUnavailable, host.TryCarryOut(Tick, led));
        Assert.Equal((int)HostReason.OutcomeUnknown, unknown.Code);
        Assert.All([.. refused, later], each => Assert.Equal((int)HostReason.JournalUnavailable, each.Code));
        Assert.Equal(HostState.JournalUnavailable, host.Status.State);
        Assert.Contains("has not answered for 6.9 s", host.Status.Problem, StringComparison.Ordinal);
        Assert.Equal((2L, 0), (host.Read(machine => machine.Sequence), host.Status.Waiting));

        device.Open();
        await host.Events.Read(3).WaitAsync(CancellationToken.None).WaitAsync(Longest);
        var again = await host.SubmitAsync(Tick with { Actor = 1, IdempotencyKey = "k" }).WaitAsync(Longest);
        var next = await host.SubmitAsync(Tick).WaitAsync(Longest);

        Assert.True(again is { IsRepeat: true, Sequence: 3, IsAccepted: true }, again.ToString());
        Assert.Equal(5, next.Sequence);
        Assert.Equal((HostState.Running, null), (host.Status.State, host.Status.Problem));
    }

    /// <summary>Whoever writes on his own thread is told by another; his thread comes back with the device.</summary>
    [Fact, Trait("Criterion", "HOST-016"), Trait("Criterion", "HOST-013")]
    public async Task Who_leads_a_write_that_hangs_is_told_once_and_does_not_stop_the_others_from_being_told()
    {
        var clock = new HandClock();
        using var device = new GatedStorage(new CrashDevice()) { HoldsAppendsAlone = true };
        var options = HostWorld.Usual with { DeviceClock = clock, LeadWithin = TimeSpan.FromHours(1) };
        using var host = VenueHost.Open(device, new CrashDevice(), options);
        await host.SubmitAsync(Tick);
        var sink = new CountingSink();
        device.Shut();
        var leader = Task.Run(() => host.TryCarryOut(Tick, sink));
        device.AwaitArrival();
        var behind = host.SubmitAsync(Tick);

        clock.Advance(options.StalledAfter * 2);

        Assert.Equal((0L, (int)HostReason.OutcomeUnknown), await sink.First.WaitAsync(Longest));
        Assert.Equal((int)HostReason.JournalUnavailable, (await behind.WaitAsync(Longest)).Code);
        device.Open();
        Assert.Equal(HostReason.None, await leader.WaitAsync(Longest));
        Assert.Equal(5, (await host.SubmitAsync(Tick).WaitAsync(Longest)).Sequence);
        Assert.Equal(1, sink.Calls);
    }

    /// <summary>A device that fails after it has hung: as one that fails, and told no second time.</summary>
    [Fact, Trait("Criterion", "HOST-016"), Trait("Criterion", "HOST-005")]
    public async Task A_device_that_hangs_and_then_fails_goes_on_by_a_fresh_segment()
    {
        var clock = new HandClock();
        var inner = new CrashDevice();
        using var device = new GatedStorage(inner) { HoldsAppendsAlone = true };
        using var host = VenueHost.Open(device, new CrashDevice(), HostWorld.Usual with { DeviceClock = clock });
        var sink = new CountingSink();
        device.Shut();
        host.TrySubmit(Tick, sink);
        device.AwaitArrival();
        clock.Advance(TimeSpan.FromSeconds(10));
        await sink.First.WaitAsync(Longest);
        (inner.FailsAt, inner.FailsFor) = (inner.Operations, 1);
        device.Open();

        await host.Events.Read(3).WaitAsync(CancellationToken.None).WaitAsync(Longest);
        Outcome next;
        do
        {
            next = await host.SubmitAsync(Tick).WaitAsync(Longest);
        } while (next.Code == (int)HostReason.JournalUnavailable);

        Assert.Equal((4L, 1), (next.Sequence, sink.Calls));
    }

    [Fact, Trait("Criterion", "HOST-016"), Trait("Criterion", "HOST-022")]
    public async Task Events_whose_device_hangs_do_not_fill_the_memory()
    {
        var clock = new HandClock();
        using var events = new GatedStorage(new CrashDevice());
        var options = HostWorld.Usual with { DeviceClock = clock, EventChunkBytes = 100, StoreEvery = TimeSpan.FromMilliseconds(1) };
        using var host = VenueHost.Open(new CrashDevice(), events, options);
        events.Shut();
        for (var i = 0; i < 40; i++)
        {
            Assert.True((await host.SubmitAsync(Tick).WaitAsync(Longest)).IsAccepted);
        }

        events.AwaitArrival();
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal((int)HostReason.JournalUnavailable, (await host.SubmitAsync(Tick).WaitAsync(Longest)).Code);
        events.Open();

        using var deadline = new CancellationTokenSource(Longest);
        while ((await host.SubmitAsync(Tick).WaitAsync(Longest)).Sequence == 0)
        {
            deadline.Token.ThrowIfCancellationRequested();
        }
    }

    [Fact, Trait("Criterion", "HOST-006")]
    public async Task A_bug_halts_the_host_and_nobody_waits_for_ever()
    {
        using var device = new GatedStorage(new CrashDevice());
        using var host = VenueHost.Open(device, new CrashDevice(), HostWorld.Usual, new BuggyCompanion());
        await host.SubmitAsync(Tick);
        device.Shut();
        var first = host.SubmitAsync(Tick);
        device.AwaitArrival();
        // These come into one batch with the bug in its midst, and more than one batch holds.
        var asked = Enumerable.Range(0, 9_000).Select(i => host.SubmitAsync(i == 100 ? HostEntry.OfNote(new byte[] { 1 }) : Tick)).ToList();
        device.Open();

        var outcomes = await Task.WhenAll(asked).WaitAsync(Longest);

        Assert.True((await first.WaitAsync(Longest)).Sequence > 0);
        Assert.All(outcomes, outcome => Assert.True(outcome.Code is 903 or 904 && outcome.Sequence == 0, outcome.ToString()));
        Assert.Equal((int)HostReason.OutcomeUnknown, outcomes[0].Code);
        Assert.Equal((int)HostReason.Halted, (await host.SubmitAsync(Tick)).Code);
        Assert.Throws<HostHaltedException>(() => host.Read(machine => machine.Sequence));
        await Assert.ThrowsAsync<NotSupportedException>(() => host.Halted.WaitAsync(Longest));
        Assert.Equal(HostState.Halted, host.Status.State);
        Assert.Equal(4, host.Events.LastSequence);
        await Task.Run(host.Stop).WaitAsync(Longest);
    }

    [Fact, Trait("Criterion", "HOST-007")]
    public async Task A_sink_or_an_observer_that_throws_harms_nobody_else()
    {
        using var host = VenueHost.Open(new CrashDevice(), new CrashDevice(), HostWorld.Usual with { Observer = new ThrowingObserver() });

        Assert.Equal(HostReason.None, host.TrySubmit(Tick, new ThrowingSink()));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => host.SubmitAsync(Tick))).WaitAsync(Longest);

        Assert.All(outcomes, outcome => Assert.True(outcome.IsAccepted));
        Assert.Equal(HostState.Running, host.Status.State);
    }

    [Fact, Trait("Criterion", "HOST-007")]
    public async Task A_sink_that_was_told_that_the_outcome_is_unknown_is_not_called_again()
    {
        var device = new CrashDevice();
        using var host = VenueHost.Open(device, new CrashDevice(), HostWorld.Usual);
        var sink = new CountingSink();
        (device.FailsAt, device.FailsFor) = (device.Operations, 5);

        Assert.Equal(HostReason.None, host.TrySubmit(Tick, sink, correlation: 8));
        var first = await sink.First.WaitAsync(Longest);
        await host.Events.Read(3).WaitAsync(CancellationToken.None).WaitAsync(Longest);
        await Task.Run(host.Stop).WaitAsync(Longest);

        Assert.Equal((8, (int)HostReason.OutcomeUnknown), first);
        Assert.Equal(1, sink.Calls);
    }

    [Fact, Trait("Criterion", "HOST-008")]
    public async Task What_has_no_bytes_is_refused_and_leaves_no_record()
    {
        using var host = VenueHost.Open(new CrashDevice(), new CrashDevice(), HostWorld.Usual);
        HostEntry[] nonsense =
        [
            default,
            HostEntry.Of(null!),
            HostEntry.Of(new AdvanceTime(default), [null!]),
            HostEntry.Of(new AdvanceTime(default), [new string('x', 65)]),
            HostEntry.Of(new AdvanceTime(default), ["\ud800"]),
            HostEntry.Of(new ListAsset(default, null!)),
            HostEntry.Propose(null!),
            Tick with
            {
                IdempotencyKey = "",
            },
            Tick with
            {
                IdempotencyKey = "\udc00\udc00",
            },
        ];
        foreach (var entry in nonsense)
        {
            var outcome = await host.SubmitAsync(entry).WaitAsync(Longest);

            Assert.True(outcome is { Code: (int)HostReason.NotWritable, Sequence: 0 }, $"{entry}: {outcome}");
        }

        Assert.Equal(3, (await host.SubmitAsync(Tick).WaitAsync(Longest)).Sequence);
    }

    [Fact]
    public async Task A_sink_cannot_stop_the_host_that_calls_it()
    {
        using var host = VenueHost.Open(new CrashDevice(), new CrashDevice(), HostWorld.Usual);
        var sink = new StoppingSink(host);
        host.TrySubmit(Tick, sink);

        Assert.IsType<InvalidOperationException>(await sink.Task.WaitAsync(Longest));
    }

    private sealed class BuggyCompanion : ICompanion
    {
        public (int Code, string? Field, long Created) Apply(long sequence, Timestamp at, int actor, ReadOnlySpan<byte> note) =>
            throw new NotSupportedException("a bug");

        public ReadOnlyMemory<byte> Snapshot() => default;

        public void Restore(ReadOnlySpan<byte> snapshot) { }

        public ICompanion CreateEmpty() => this;
    }

    private sealed class ThrowingObserver : IStageObserver
    {
        public void Observe(Stage stage, TimeSpan elapsed, int requests) => throw new InvalidOperationException();
    }

    private sealed class ThrowingSink : IReplySink
    {
        public void Complete(long correlation, in Outcome outcome) => throw new InvalidOperationException();
    }

    private sealed class CountingSink : IReplySink
    {
        private readonly TaskCompletionSource<(long, int)> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _calls;

        public Task<(long Correlation, int Code)> First => _first.Task;

        public int Calls => Volatile.Read(ref _calls);

        public void Complete(long correlation, in Outcome outcome)
        {
            Interlocked.Increment(ref _calls);
            _first.TrySetResult((correlation, outcome.Code));
        }
    }

    private sealed class StoppingSink(VenueHost host) : IReplySink
    {
        private readonly TaskCompletionSource<Exception?> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<Exception?> Task => _source.Task;

        public void Complete(long correlation, in Outcome outcome) => _source.TrySetResult(Record.Exception(host.Stop));
    }
}
