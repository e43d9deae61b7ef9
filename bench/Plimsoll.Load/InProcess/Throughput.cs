using System.Diagnostics;
using Plimsoll.Engine;
using Plimsoll.Engine.Commands;
using Plimsoll.Host;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Pipeline;
using Plimsoll.Host.Requests;
using Plimsoll.Journal.Storage;
using Plimsoll.Load.Figures;

namespace Plimsoll.Load.InProcess;

/// <summary>How many commands a second the engine takes by itself, and with a journal on disk in front of it.</summary>
/// <remarks>As many commands as are measured go before, so that accounts have positions and the code is compiled.</remarks>
internal sealed class Throughput(int accounts, int count, int rounds, string folder)
{
    private const double Asked = 1_000_000;
    private const int Ahead = 32;

    private readonly CommandMix _mix = new(accounts, 2 * count, new((DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks * 100));

    private List<Command> Before => _mix.Commands.GetRange(0, count);

    private List<Command> Measured => _mix.Commands.GetRange(count, count);

    /// <summary>Both, in turn.</summary>
    public IEnumerable<Figure> Run(Action<string> say)
    {
        var (alone, journaled, thread) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            alone.Add(Alone());
            say(FormattableString.Invariant($"  engine alone {alone[^1]:N0} commands/s"));
            var (rate, processor) = Hosted(Path.Combine(folder, $"throughput-{round}"));
            journaled.Add(rate);
            thread.Add(processor);
            say(FormattableString.Invariant($"  journaled {rate:N0} commands/s"));
        }

        var note = FormattableString.Invariant($"{count:N0} commands on {accounts:N0} accounts, {_mix.Refused:N0} refused");
        yield return Figure.OfRounds("engine alone", alone, "commands/s", note: note);
        yield return Figure.OfRounds("journaled, in process", journaled, "commands/s", Asked, isMost: false, note);
        if (ThreadTime.IsKnown)
            yield return Figure.OfRounds("the engine's thread of it, processor time a command", thread, "ns");
    }

    private double Alone()
    {
        var engine = new MarginEngine(CommandMix.Rules);
        Apply(engine, _mix.Opening);
        Apply(engine, Before);
        var measured = Measured;
        var began = Stopwatch.GetTimestamp();
        Apply(engine, measured);
        return count / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>As the host does it: what the next commands are about is read before the first of them.</summary>
    private static void Apply(MarginEngine engine, List<Command> commands)
    {
        for (var from = 0; from < commands.Count; from += Ahead)
        {
            var to = Math.Min(from + Ahead, commands.Count);
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

    private (double Rate, double Nanoseconds) Hosted(string place)
    {
        using var journalStorage = FileStorage.Take(Directory.CreateDirectory(Path.Combine(place, "journal")).FullName);
        using var eventStorage = FileStorage.Take(Directory.CreateDirectory(Path.Combine(place, "events")).FullName);
        var clock = new EngineThread();
        var options = new HostOptions
        {
            Venue = CommandMix.Rules,
            SnapshotEvery = 0,
            Observer = clock,
        };
        using var host = VenueHost.Open(journalStorage, eventStorage, options);
        Submit(host, _mix.Opening);
        Submit(host, Before);
        var measured = Measured;
        var (before, began) = (clock.Processor, Stopwatch.GetTimestamp());
        Submit(host, measured);
        return (count / Stopwatch.GetElapsedTime(began).TotalSeconds, (clock.Processor - before).TotalNanoseconds / count);
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
    }

    private sealed class Counter(int left) : IReplySink
    {
        private int _left = left;

        public ManualResetEventSlim Done { get; } = new();

        public void Complete(long correlation, in Outcome outcome)
        {
            if (Interlocked.Decrement(ref _left) == 0)
                Done.Set();
        }
    }

    /// <summary>Large batches are applied by the engine's own thread, which is the one that calls here.</summary>
    private sealed class EngineThread : IStageObserver
    {
        private long _ticks;

        public TimeSpan Processor => new(Volatile.Read(ref _ticks));

        public void Observe(Stage stage, TimeSpan elapsed, int requests)
        {
            if (stage == Stage.Apply)
                Volatile.Write(ref _ticks, ThreadTime.Now().Ticks);
        }
    }
}
