using Plimsoll.Engine.Commands;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Requests;
using Plimsoll.Journal.Storage;
using Plimsoll.Testing.Devices;

namespace Plimsoll.Host.Tests;

/// <summary>A device that hangs, and more requests than go into one batch.</summary>
public sealed class StalledDeviceTests
{
    private const int Most = 2_048;
    private const int Asked = 6_000;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly HostEntry Tick = HostEntry.Of(new AdvanceTime(default));

    [Theory, Trait("Criterion", "HOST-016"), InlineData(false), InlineData(true)]
    public async Task Those_that_were_taken_and_are_in_no_batch_yet_are_told_too_and_never_written(bool isFailing)
    {
        var clock = new HandClock();
        var inner = new CrashDevice();
        using var device = new HeldStorage(inner);
        var options = HostWorld.Usual with { DeviceClock = clock, QueueCapacity = 8_192 };
        using var host = VenueHost.Open(device, new CrashDevice(), options);
        var sinks = await HoldWithAsync(host, device, Asked);

        clock.Advance(options.StalledAfter * 2);
        var told = await Task.WhenAll(sinks.Select(sink => sink.First)).WaitAsync(Longest);

        Assert.All(told[..Most], code => Assert.Equal((int)HostReason.OutcomeUnknown, code));
        Assert.All(told[Most..], code => Assert.Equal((int)HostReason.JournalUnavailable, code));
        if (isFailing)
            inner.FailsAt = inner.Operations;

        device.Release();
        Outcome next;
        do
        {
            next = await host.SubmitAsync(Tick).WaitAsync(Longest);
        } while (next.Code == (int)HostReason.JournalUnavailable);

        // The venue, the start, the one that held the engine, the batch, and this one.
        Assert.Equal(3 + Most + 1, next.Sequence);
        Assert.All(sinks, sink => Assert.Equal(1, sink.Calls));
    }

    /// <summary>What was taken before a device failed waits for the next try, which may hang as well.</summary>
    [Fact, Trait("Criterion", "HOST-016"), Trait("Criterion", "HOST-005")]
    public async Task Those_that_wait_for_a_device_that_fails_and_then_hangs_are_told()
    {
        var clock = new HandClock();
        var inner = new CrashDevice();
        using var device = new HeldStorage(inner);
        var options = HostWorld.Usual with { DeviceClock = clock };
        using var host = VenueHost.Open(device, new CrashDevice(), options);
        device.Hold(times: 2);
        var first = new Sink();
        host.TrySubmit(Tick, first);
        device.AwaitArrival();
        var behind = Enumerable.Range(0, 5).Select(_ => new Sink()).ToList();
        Assert.All(behind, sink => Assert.Equal(HostReason.None, host.TrySubmit(Tick, sink)));
        inner.FailsAt = inner.Operations;
        device.Release();
        device.AwaitArrival();

        clock.Advance(options.StalledAfter * 2);
        var told = await Task.WhenAll(behind.Select(sink => sink.First)).WaitAsync(Longest);

        Assert.Equal((int)HostReason.OutcomeUnknown, await first.First.WaitAsync(Longest));
        Assert.All(told, code => Assert.Equal((int)HostReason.JournalUnavailable, code));
        device.Release();
        await host.Events.Read(3).WaitAsync(CancellationToken.None).WaitAsync(Longest);
        Outcome next;
        do
        {
            next = await host.SubmitAsync(Tick).WaitAsync(Longest);
        } while (next.Code == (int)HostReason.JournalUnavailable);

        Assert.Equal(4, next.Sequence);
        Assert.All([first, .. behind], sink => Assert.Equal(1, sink.Calls));
    }

    /// <summary>Has so many taken at once: they wait in the queue while somebody holds the engine, and the device holds the first batch of them.</summary>
    private static async Task<List<Sink>> HoldWithAsync(VenueHost host, HeldStorage device, int count)
    {
        using var held = new Signal();
        using var free = new Signal();
        var asking = Task.Run(() =>
            host.Read(_ =>
            {
                held.Set();
                free.Wait();
                return 0;
            })
        );
        held.Wait();
        var before = host.SubmitAsync(Tick);
        using var deadline = new CancellationTokenSource(Longest);
        while (host.Status is not { Waiting: 0, DurableSequence: 3 })
        {
            deadline.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        var sinks = Enumerable.Range(0, count).Select(_ => new Sink()).ToList();
        Assert.All(sinks, sink => Assert.Equal(HostReason.None, host.TrySubmit(Tick, sink)));
        device.Hold(times: 1);
        free.Set();
        await asking.WaitAsync(Longest);
        await before.WaitAsync(Longest);
        device.AwaitArrival();
        return sinks;
    }

    private sealed class Sink : IReplySink
    {
        private readonly TaskCompletionSource<int> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _calls;

        public Task<int> First => _first.Task;

        public int Calls => Volatile.Read(ref _calls);

        public void Complete(long correlation, in Outcome outcome)
        {
            Interlocked.Increment(ref _calls);
            _first.TrySetResult(outcome.Code);
        }
    }

    private sealed class Signal : IDisposable
    {
        private readonly ManualResetEventSlim _event = new();

        public void Set() => _event.Set();

        public void Wait() => Assert.True(_event.Wait(Longest), "nobody came");

        public void Dispose() => _event.Dispose();
    }

    /// <summary>Holds the next appends, one after the other, each until it is let go.</summary>
    private sealed class HeldStorage(IJournalStorage storage) : IJournalStorage
    {
        private readonly SemaphoreSlim _arrived = new(0);
        private readonly SemaphoreSlim _released = new(0);
        private int _held;

        public string Place => storage.Place;

        public void Hold(int times) => Volatile.Write(ref _held, times);

        public void AwaitArrival() => Assert.True(_arrived.Wait(Longest), "nobody came to append");

        public void Release() => _released.Release();

        public IReadOnlyList<string> List() => storage.List();

        public IJournalFile Create(string name) => new HeldFile(this, storage.Create(name));

        public IJournalFile Open(string name, bool isWritable) => new HeldFile(this, storage.Open(name, isWritable));

        public void Rename(string from, string to) => storage.Rename(from, to);

        public void Delete(string name) => storage.Delete(name);

        public void Sync() => storage.Sync();

        public void Dispose()
        {
            storage.Dispose();
            _arrived.Dispose();
            _released.Dispose();
        }

        private void Pass()
        {
            if (Interlocked.Decrement(ref _held) < 0)
                return;

            _arrived.Release();
            Assert.True(_released.Wait(Longest), "held for ever");
        }

        private sealed class HeldFile(HeldStorage held, IJournalFile file) : IJournalFile
        {
            public long Length => file.Length;

            public int Read(long offset, Span<byte> into) => file.Read(offset, into);

            public void Write(long offset, ReadOnlySpan<byte> bytes) => file.Write(offset, bytes);

            public void Sync() => file.Sync();

            public void Append(long offset, ReadOnlySpan<byte> bytes)
            {
                held.Pass();
                file.Append(offset, bytes);
            }

            public void Dispose() => file.Dispose();
        }
    }
}
