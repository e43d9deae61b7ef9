using System.Diagnostics;
using Plimsoll.Engine.Commands;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Machine;
using Plimsoll.Host.Requests;
using Plimsoll.Journal.Storage;
using Plimsoll.Testing.Devices;
using Plimsoll.Values;

namespace Plimsoll.Host.Tests;

/// <summary>Whoever asks alone has its request done by its own thread; everybody else is served as ever.</summary>
public sealed class LeadingTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly HostEntry Tick = HostEntry.Of(new AdvanceTime(default));

    /// <summary>Any device counts as quick.</summary>
    private static readonly HostOptions Patient = HostWorld.Usual with { LeadWithin = TimeSpan.FromHours(1) };

    [Fact, Trait("Criterion", "HOST-013")]
    public async Task A_request_that_comes_alone_is_done_by_the_askers_thread_and_durable_when_it_is_told()
    {
        var device = new CrashDevice();
        using var host = VenueHost.Open(device, new CrashDevice(), Patient);
        await host.SubmitAsync(Tick);
        var asker = Environment.CurrentManagedThreadId;
        var sink = new Witness();
        // Who answered the request before may still be in its turn for a moment.
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < Longest; sink = new Witness())
        {
            Assert.Equal(HostReason.None, host.TryCarryOut(Tick, sink, correlation: 7));
            if (sink.Told.IsCompleted && sink.Thread == asker)
                break;

            await sink.Told.WaitAsync(Longest);
            asker = Environment.CurrentManagedThreadId;
        }

        Assert.Equal((asker, 7), (sink.Thread, sink.Correlation));
        Assert.Equal(sink.Outcome.Sequence, host.Status.DurableSequence);
        device.GoDark();
        using var next = VenueHost.Open(device.AfterPowerLoss(new Random(1), 0), new CrashDevice(), Patient);
        Assert.Equal(sink.Outcome.Sequence, next.Recovery.LastSequence);
    }

    [Fact, Trait("Criterion", "HOST-013")]
    public async Task Where_the_device_is_slow_or_somebody_writes_the_hosts_thread_does_it()
    {
        using var device = new GatedStorage(new CrashDevice());
        using var host = VenueHost.Open(device, new CrashDevice(), Patient);
        await host.SubmitAsync(Tick);
        var (held, sink) = (new Witness(), new Witness());
        device.Shut();
        var leading = Task.Run(() => host.TryCarryOut(Tick, held));
        device.AwaitArrival();

        Assert.Equal(HostReason.None, host.TryCarryOut(Tick, sink));
        Assert.False(sink.Told.IsCompleted);
        device.Open();

        await Task.WhenAll(leading, held.Told, sink.Told).WaitAsync(Longest);
        Assert.NotEqual(Environment.CurrentManagedThreadId, sink.Thread);
        Assert.Equal(held.Outcome.Sequence + 1, sink.Outcome.Sequence);

        using var slow = VenueHost.Open(new CrashDevice(), new CrashDevice(), HostWorld.Usual with { LeadWithin = TimeSpan.Zero });
        await slow.SubmitAsync(Tick);
        var other = new Witness();
        slow.TryCarryOut(Tick, other);
        await other.Told.WaitAsync(Longest);
        Assert.NotEqual(Environment.CurrentManagedThreadId, other.Thread);
    }

    /// <summary>What goes wrong while somebody leads is told like anything else: nobody waits for ever.</summary>
    [Fact, Trait("Criterion", "HOST-007"), Trait("Criterion", "HOST-013")]
    public async Task Whoever_leads_into_a_fault_is_told_so()
    {
        var (clock, sink) = (new FaultyClock(), new Witness());
        using var host = VenueHost.Open(new CrashDevice(), new CrashDevice(), Patient with { Clock = clock });
        await host.SubmitAsync(Tick);
        clock.IsFaulty = true;

        host.TryCarryOut(Tick, sink);

        await sink.Told.WaitAsync(Longest);
        Assert.Equal((int)HostReason.Halted, sink.Outcome.Code);
    }

    private sealed class FaultyClock : TimeProvider
    {
        public volatile bool IsFaulty;

        public override DateTimeOffset GetUtcNow() =>
            IsFaulty ? throw new InvalidOperationException("A clock at fault.") : base.GetUtcNow();
    }

    [Fact, Trait("Criterion", "HOST-013")]
    public async Task Requests_of_many_who_lead_and_many_who_wait_are_done_once_and_in_each_askers_order()
    {
        const int Askers = 6;
        const int Each = 400;
        using var host = VenueHost.Open(new CrashDevice(), new CrashDevice(), Patient);
        await host.SubmitAsync(Tick);
        var sequences = new long[Askers][];
        var asking = Enumerable
            .Range(0, Askers)
            .Select(asker =>
                Task.Run(async () =>
                {
                    var sinks = new Witness[Each];
                    for (var i = 0; i < Each; i++)
                    {
                        sinks[i] = new();
                        var refusal = (asker + i) % 3 == 0 ? host.TrySubmit(Tick, sinks[i]) : host.TryCarryOut(Tick, sinks[i]);
                        Assert.Equal(HostReason.None, refusal);
                    }

                    sequences[asker] = [.. (await Task.WhenAll(sinks.Select(sink => sink.Told))).Select(outcome => outcome.Sequence)];
                })
            );

        await Task.WhenAll(asking).WaitAsync(Longest);

        Assert.All(sequences, each => Assert.Equal(each.Order(), each));
        // The venue's first record, its start and the tick are before.
        Assert.Equal(Enumerable.Range(4, Askers * Each).Select(each => (long)each), sequences.SelectMany(each => each).Order());
    }

    [Fact, Trait("Criterion", "HOST-005"), Trait("Criterion", "HOST-013")]
    public async Task A_device_that_fails_whoever_leads_is_told_as_ever_and_it_goes_on()
    {
        var device = new CrashDevice();
        using var host = VenueHost.Open(device, new CrashDevice(), Patient);
        await host.SubmitAsync(Tick);
        (device.FailsAt, device.FailsFor) = (device.Operations, int.MaxValue / 2);
        var sink = new Witness();

        host.TryCarryOut(Tick, sink);

        Assert.Equal((int)HostReason.OutcomeUnknown, (await sink.Told.WaitAsync(Longest)).Code);
        Assert.Equal(HostReason.JournalUnavailable, host.TryCarryOut(Tick, null));
        device.FailsAt = -1;
        await host.Events.Read(4).WaitAsync(CancellationToken.None).WaitAsync(Longest);
    }

    [Fact, Trait("Criterion", "HOST-006"), Trait("Criterion", "HOST-013")]
    public async Task A_bug_found_by_whoever_leads_halts_the_host_and_its_sink_cannot_stop_it()
    {
        using var host = VenueHost.Open(new CrashDevice(), new CrashDevice(), Patient, new BuggyCompanion());
        await host.SubmitAsync(Tick);
        Exception? thrown = null;
        var stopping = new Witness { Also = () => thrown = Record.Exception(host.Stop) };
        var again = new Witness();
        var nested = new Witness { Also = () => host.TryCarryOut(Tick, again) };

        host.TryCarryOut(Tick, stopping);
        Assert.IsType<InvalidOperationException>(thrown);
        host.TryCarryOut(Tick, nested);
        Assert.Equal((await nested.Told.WaitAsync(Longest)).Sequence + 1, (await again.Told.WaitAsync(Longest)).Sequence);

        var sink = new Witness();
        host.TryCarryOut(HostEntry.OfNote(new byte[] { 1 }), sink);
        Assert.Equal((int)HostReason.OutcomeUnknown, (await sink.Told.WaitAsync(Longest)).Code);
        Assert.Equal(HostReason.Halted, host.TryCarryOut(Tick, null));
    }

    [Fact, Trait("Criterion", "HOST-014")]
    public async Task Nobody_leads_who_would_wait_for_the_engine()
    {
        using var companion = new StuckCompanion();
        using var device = new GatedStorage(new CrashDevice());
        using var host = VenueHost.Open(device, new CrashDevice(), Patient, companion);
        await host.SubmitAsync(Tick);
        // Many at once go to the engine's own thread, which stops at the first of them.
        device.Shut();
        var asked = new List<Task<Outcome>> { host.SubmitAsync(Tick) };
        device.AwaitArrival();
        asked.AddRange(Enumerable.Range(0, 200).Select(_ => host.SubmitAsync(HostEntry.OfNote(new byte[] { 1 }))));
        device.Open();
        Assert.True(companion.Entered.Wait(Longest));
        // Two batches more, and it has all three. The venue's first record, its start and a tick are before.
        for (var batch = 0; batch < 2; batch++)
        {
            asked.Add(host.SubmitAsync(Tick));
            Assert.True(SpinWait.SpinUntil(() => host.Status.DurableSequence == asked.Count + 3, Longest));
        }

        var sink = new Witness();
        var asking = Task.Run(() => host.TryCarryOut(Tick, sink));
        try
        {
            Assert.Equal(HostReason.None, await asking.WaitAsync(Longest));
            Assert.False(sink.Told.IsCompleted);
        }
        finally
        {
            companion.Release();
        }

        await Task.WhenAll(asked).WaitAsync(Longest);
        Assert.True((await sink.Told.WaitAsync(Longest)).IsAccepted);
    }

    [Fact, Trait("Criterion", "HOST-014")]
    public async Task Nobody_leads_who_would_have_to_make_a_segment()
    {
        var device = new SlowSegments(new CrashDevice());
        var options = Patient with { Journal = new() { SegmentBytes = 256 << 10 } };
        using var host = VenueHost.Open(device, new CrashDevice(), options);
        await host.SubmitAsync(Tick);
        device.MayMake.Reset();
        var note = HostEntry.OfNote(new byte[4 << 10]);

        // Three segments' worth.
        var asking = Task.Run(() =>
            Enumerable
                .Range(0, 200)
                .Select(_ =>
                {
                    var sink = new Witness();
                    Assert.Equal(HostReason.None, host.TryCarryOut(note, sink));
                    return sink.Told;
                })
                .ToList()
        );
        try
        {
            await asking.WaitAsync(Longest);
        }
        finally
        {
            device.MayMake.Set();
        }

        await Task.WhenAll(await asking).WaitAsync(Longest);
        Assert.Equal(203, host.Status.DurableSequence);
    }

    private sealed class SlowSegments(IJournalStorage storage) : IJournalStorage
    {
        public ManualResetEventSlim MayMake { get; } = new(true);

        public string Place => storage.Place;

        public IReadOnlyList<string> List() => storage.List();

        public IJournalFile Create(string name)
        {
            MayMake.Wait();
            return storage.Create(name);
        }

        public IJournalFile Open(string name, bool isWritable) => storage.Open(name, isWritable);

        public void Rename(string from, string to) => storage.Rename(from, to);

        public void Delete(string name) => storage.Delete(name);

        public void Sync() => storage.Sync();

        public void Dispose() => storage.Dispose();
    }

    /// <summary>Stops the engine's own thread at the first note, and nobody else.</summary>
    private sealed class StuckCompanion : ICompanion, IDisposable
    {
        private readonly ManualResetEventSlim _released = new();

        public ManualResetEventSlim Entered { get; } = new();

        public void Release() => _released.Set();

        public (int Code, string? Field, long Created) Apply(long sequence, Timestamp at, int actor, ReadOnlySpan<byte> note)
        {
            if (Thread.CurrentThread.Name == "plimsoll-engine")
            {
                Entered.Set();
                _released.Wait();
            }

            return (0, null, 0);
        }

        public ReadOnlyMemory<byte> Snapshot() => default;

        public void Restore(ReadOnlySpan<byte> snapshot) { }

        public ICompanion CreateEmpty() => this;

        public void Dispose() => Release();
    }

    private sealed class Witness : IReplySink
    {
        private readonly TaskCompletionSource<Outcome> _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Action? Also { get; init; }

        public Task<Outcome> Told => _told.Task;

        public Outcome Outcome => _told.Task.Result;

        public int Thread { get; private set; }

        public long Correlation { get; private set; }

        public void Complete(long correlation, in Outcome outcome)
        {
            (Thread, Correlation) = (Environment.CurrentManagedThreadId, correlation);
            Also?.Invoke();
            Assert.True(_told.TrySetResult(outcome), "told twice");
        }
    }

    private sealed class BuggyCompanion : ICompanion
    {
        public (int Code, string? Field, long Created) Apply(long sequence, Timestamp at, int actor, ReadOnlySpan<byte> note) =>
            throw new NotSupportedException("a bug");

        public ReadOnlyMemory<byte> Snapshot() => default;

        public void Restore(ReadOnlySpan<byte> snapshot) { }

        public ICompanion CreateEmpty() => this;
    }
}
