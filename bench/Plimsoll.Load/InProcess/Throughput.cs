using System.Diagnostics;
using System.Globalization;
using Plimsoll.Engine;
using Plimsoll.Engine.Commands;
using Plimsoll.Host;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Pipeline;
using Plimsoll.Host.Requests;
using Plimsoll.Journal.Storage;
using Plimsoll.Values;

namespace Plimsoll.Load.InProcess;

/// <summary>How many commands a second the engine takes by itself, and with a journal on disk in front of it.</summary>
internal static class Throughput
{
    private const int Group = 8;

    private const int Ahead = 32;

    public static void Run(int accounts, int count, string folder)
    {
        var start = new Timestamp((DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks * 100);
        var mix = new CommandMix(accounts, count * 2, start);
        Say($"{count:N0} commands on {accounts:N0} accounts, after as many that warm up; {mix.Refused:N0} refused");
        for (var r = 0; r < int.Parse(Environment.GetEnvironmentVariable("ROUNDS") ?? "1", CultureInfo.InvariantCulture); r++)
            Alone(mix);
        if (folder != "-")
            Hosted(mix, folder);
    }

    private static void Alone(CommandMix mix)
    {
        var engine = new MarginEngine(CommandMix.Rules);
        Apply(engine, mix.Opening);
        var half = mix.Commands.Count / 2;
        Apply(engine, mix.Commands.GetRange(0, half));
        var measured = mix.Commands.GetRange(half, half);
        if (Environment.GetEnvironmentVariable("KINDS") != null)
        {
            var d = new Dictionary<Type, (long N, long T, long R)>();
            for (var i = 0; i < measured.Count; i++)
            {
                if (i % Group == 0)
                    for (var j = i; j < Math.Min(i + Group, measured.Count); j++)
                        engine.Prefetch(measured[j]);
                var command = measured[i];
                var t0 = Stopwatch.GetTimestamp();
                engine.Apply(command);
                var t1 = Stopwatch.GetTimestamp();
                engine.Renew();
                var t2 = Stopwatch.GetTimestamp();
                var e = d.GetValueOrDefault(command.GetType());
                d[command.GetType()] = (e.N + 1, e.T + t1 - t0, e.R + t2 - t1);
            }

            foreach (var (k, v) in d)
                Say(
                    $"{k.Name}: {v.N:N0} apply {(double)v.T / v.N:N0} renew {(double)v.R / v.N:N0} share {(v.T + v.R) / (double)measured.Count:N0}"
                );
            return;
        }
        var (began, bytes) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
        Apply(engine, measured);
        Tell("engine alone", half, Stopwatch.GetElapsedTime(began));
        Say($"  allocated {GC.GetAllocatedBytesForCurrentThread() - bytes:N0} bytes");
    }

    /// <summary>As the host does it: what the next few commands are about is read before the first of them.</summary>
    private static void Apply(MarginEngine engine, List<Command> commands)
    {
        for (var from = 0; from < commands.Count; from += Group)
        {
            var to = Math.Min(from + Group, commands.Count);
            for (var i = from; i < to; i++)
            {
                engine.Prefetch(commands[i]);
            }

            for (var i = from; i < to; i++)
            {
                engine.Apply(commands[i]);
            }
        }
    }

    private static void Hosted(CommandMix mix, string folder)
    {
        var journal = Directory.CreateDirectory(Path.Combine(folder, "journal")).FullName;
        var events = Directory.CreateDirectory(Path.Combine(folder, "events")).FullName;
        var stages = new Stages();
        using var journalStorage = FileStorage.Take(journal);
        using var eventStorage = FileStorage.Take(events);
        using var host = VenueHost.Open(
            journalStorage,
            eventStorage,
            new()
            {
                Venue = CommandMix.Rules,
                SnapshotEvery = 0,
                Observer = stages,
            }
        );
        var half = mix.Commands.Count / 2;
        Submit(host, mix.Opening);
        Submit(host, mix.Commands.GetRange(0, half));
        stages.Clear();
        var began = Stopwatch.GetTimestamp();
        Submit(host, mix.Commands.GetRange(half, half));
        Tell("journaled", half, Stopwatch.GetElapsedTime(began));
        stages.Tell(half);
    }

    private static void Submit(VenueHost host, List<Command> commands)
    {
        var counter = new Counter(commands.Count);
        foreach (var command in commands)
        {
            var entry = HostEntry.Of(command);
            while (host.TrySubmit(entry, counter) is var refusal && refusal != HostReason.None)
            {
                if (refusal != HostReason.Busy)
                    throw new InvalidOperationException($"{refusal}: {host.Status.Problem}");

                Thread.Sleep(1);
            }
        }

        counter.Done.Wait();
        Say($"  refused {counter.Refused:N0}");
    }

    private static void Tell(string what, int count, TimeSpan elapsed) =>
        Say($"{what}: {count / elapsed.TotalSeconds:N0} commands/s, {elapsed.TotalNanoseconds / count:N0} ns each");

    private static void Say(string text) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{text}"));

    private sealed class Counter(int left) : IReplySink
    {
        private int _left = left;

        public ManualResetEventSlim Done { get; } = new();

        public int Refused { get; private set; }

        public void Complete(long correlation, in Outcome outcome)
        {
            if (!outcome.IsAccepted)
                Refused++;

            if (Interlocked.Decrement(ref _left) == 0)
                Done.Set();
        }
    }

    private sealed class Stages : IStageObserver
    {
        private readonly double[] _seconds = new double[4];
        private readonly long[] _batches = new long[4];
        private TimeSpan _processor;
        private TimeSpan _began;

        public void Clear()
        {
            Array.Clear(_seconds);
            Array.Clear(_batches);
            _began = _processor;
        }

        public void Observe(Stage stage, TimeSpan elapsed, int requests)
        {
            // Large batches are applied by the engine's own thread, which is the one that calls here.
            if (stage == Stage.Apply)
                _processor = ThreadTime.Now();

            _seconds[(int)stage] += elapsed.TotalSeconds;
            _batches[(int)stage]++;
        }

        public void Tell(int commands)
        {
            if (ThreadTime.IsKnown)
                Say($"  the engine's thread: {(_processor - _began).TotalNanoseconds / commands:N0} ns of processor time a command");

            for (var i = 1; i < 4; i++)
            {
                Say($"  {(Stage)i}: {_seconds[i]:F2} s in {_batches[i]:N0} batches");
            }
        }
    }
}
