using System.Diagnostics;
using Plimsoll.Engine.Commands;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Machine;
using Plimsoll.Host.Pipeline;
using Plimsoll.Host.Recovery;
using Plimsoll.Host.Requests;
using Plimsoll.Host.Snapshots;
using Plimsoll.Host.Stream;
using Plimsoll.Journal;
using Plimsoll.Journal.Storage;
using Plimsoll.Values;

namespace Plimsoll.Host;

/// <summary>A venue in a process: sequence → journal → apply → publish, one writer, any number of askers. What it has answered is durable.</summary>
/// <remarks>docs/spec/0027-host.md. Thread-safe.</remarks>
public sealed class VenueHost : IDisposable
{
    private readonly HostOptions _options;
    private readonly VenueMachine _machine;
    private readonly JournalWriter _writer;
    private readonly RequestQueue _queue;
    private readonly ApplyStage _apply;
    private readonly JournalStage _journal;
    private readonly SnapshotWorker _snapshots;
    private readonly Timekeeper _timekeeper;
    private readonly Thread _thread;
    private readonly Timer _housekeeping;
    private readonly Lock _engine = new();
    private readonly TaskCompletionSource _halted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? _problem;
    private volatile Exception? _bug;
    private volatile bool _isStopping;
    private long _snapshotDue;
    private readonly IJournalStorage _storage;
    private int _isKeepingHouse;
    private int _isReadingPast;

    private VenueHost(
        HostOptions options,
        IJournalStorage journal,
        JournalWriter writer,
        VenueMachine machine,
        EventStream events,
        long snapshot
    )
    {
        (_options, _storage, _writer, _machine, Events) = (options, journal, writer, machine, events);
        _queue = new(options.QueueCapacity);
        _snapshots = new(journal, events, machine.Companion, options.SnapshotsKept) { Latest = snapshot };
        _snapshotDue = snapshot + options.SnapshotEvery;
        _apply = new(machine, events, _engine, options.Observer, Halt);
        _journal = new(writer, _queue, _apply, options, machine.Now, Witness, problem => _problem = problem);
        _thread = new(RunJournal) { IsBackground = true, Name = "plimsoll-journal" };
        _timekeeper = new(this, options);
        _housekeeping = new(_ => KeepHouse());
    }

    /// <summary>Everything that happened, from the first record that is kept.</summary>
    public EventStream Events { get; }

    /// <summary>Names of accounts, owners and listings; for any thread.</summary>
    public NameBook Names => _machine.Names;

    /// <summary>What the start found.</summary>
    public RecoveryReport Recovery { get; private init; } = null!;

    /// <summary>Ends with the bug, when the engine finds one in itself.</summary>
    public Task Halted => _halted.Task;

    /// <summary>How the host is.</summary>
    public HostStatus Status =>
        new(
            _bug is not null ? HostState.Halted
                : _isStopping ? HostState.Stopping
                : _problem is not null ? HostState.JournalUnavailable
                : HostState.Running,
            _bug?.Message ?? _problem,
            Events.LastSequence,
            _journal.DurableSequence,
            _queue.Count,
            _options.QueueCapacity,
            _snapshots.Latest,
            _snapshots.Problem
        );

    /// <summary>Begins a venue, or goes on with the one that is there.</summary>
    /// <param name="journal">Where journal and snapshots are.</param>
    /// <param name="events">Where events are.</param>
    /// <param name="options">How it is hosted.</param>
    /// <param name="companion">What lives beside the engine; empty.</param>
    /// <param name="progress">Who is told how far the start is.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="JournalCorruptedException">Something that was durable is damaged: nothing was changed.</exception>
    /// <exception cref="JournalUnavailableException">The device takes nothing.</exception>
    /// <exception cref="WitnessException">The journal was written by a program that decides otherwise.</exception>
    public static VenueHost Open(
        IJournalStorage journal,
        IJournalStorage events,
        HostOptions options,
        ICompanion? companion = null,
        IProgress<RecoveryProgress>? progress = null
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.FirstFault() is { } fault)
            throw new ArgumentException($"{fault} is out of range.", nameof(options));

        companion ??= new NoCompanion();
        var started = Stopwatch.GetTimestamp();
        var writer = JournalWriter.Open(journal, options.Journal, out var summary);
        try
        {
            var isNew = summary.LastSequence == 0;
            var stream = new EventStream(events);
            if (isNew)
                Begin(writer, options);

            var built = MachineBuilder.Build(journal, writer.DurableSequence, companion, stream, progress);
            Start(writer, built.Machine, stream, options);
            var report = new RecoveryReport(
                isNew,
                built.SnapshotSequence,
                built.Machine.Sequence - 1 - built.SnapshotSequence,
                isNew ? 0 : built.Machine.Sequence - 1,
                summary.UnfinishedBytes,
                built.Damaged,
                stream.FirstSequence,
                Stopwatch.GetElapsedTime(started)
            );
            var host = new VenueHost(options, journal, writer, built.Machine, stream, built.SnapshotSequence) { Recovery = report };
            host.Run();
            return host;
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    /// <summary>Hands in a request. Its outcome comes to the sink once it is durable and applied, unless it is refused at once.</summary>
    /// <param name="entry">What is asked.</param>
    /// <param name="sink">Who is told; null for nobody.</param>
    /// <param name="correlation">The number by which the asker knows it.</param>
    /// <returns>None when it is on its way; otherwise why it was not taken, and the sink is not called.</returns>
    public HostReason TrySubmit(in HostEntry entry, IReplySink? sink, long correlation = 0)
    {
        if (_bug is not null)
            return HostReason.Halted;

        return _problem is null ? _queue.TryAdd(new(entry, sink, correlation, Stopwatch.GetTimestamp())) : HostReason.JournalUnavailable;
    }

    /// <summary>Hands in a request and waits for its outcome.</summary>
    public Task<Outcome> SubmitAsync(in HostEntry entry)
    {
        var reply = new AwaitedReply();
        var refusal = TrySubmit(entry, reply);
        return refusal == HostReason.None ? reply.Task : Task.FromResult(Outcome.Refused(refusal));
    }

    /// <summary>Asks the machine something. What it sees is durable. Keep it short: the engine waits meanwhile; copy what takes longer.</summary>
    /// <exception cref="HostHaltedException">The engine found a bug in itself: what it holds is not to be trusted.</exception>
    public T Read<T>(Func<VenueMachine, T> question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return Read(question, static (machine, ask) => ask(machine));
    }

    /// <summary>Asks the machine something, without a closure.</summary>
    /// <exception cref="HostHaltedException">The engine found a bug in itself.</exception>
    public T Read<TState, T>(TState state, Func<VenueMachine, TState, T> question)
    {
        ArgumentNullException.ThrowIfNull(question);
        lock (_engine)
        {
            if (_bug is { } bug)
                throw new HostHaltedException("The engine found a bug in itself and stopped.", bug);

            return question(_machine, state);
        }
    }

    /// <summary>Asks about the past: a replica is built from the snapshot before a record and the journal, beside the engine. One at a time.</summary>
    /// <param name="sequence">The record after which the question is meant; applied already.</param>
    /// <param name="question">What is asked of the replica, which nobody else has.</param>
    /// <param name="answer">The answer.</param>
    /// <returns>None; busy while another replica is being built; the journal is unavailable when it does not reach back so far.</returns>
    public HostReason TryReadPast<T>(long sequence, Func<VenueMachine, T> question, out T? answer)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentOutOfRangeException.ThrowIfLessThan(sequence, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sequence, Events.LastSequence);
        answer = default;
        if (Interlocked.Exchange(ref _isReadingPast, 1) == 1)
            return HostReason.Busy;

        try
        {
            answer = question(MachineBuilder.Build(_storage, sequence, _machine.Companion.CreateEmpty(), null, null).Machine);
            return HostReason.None;
        }
        catch (Exception cause)
            when (cause
                    is IOException
                        or UnauthorizedAccessException
                        or JournalCorruptedException
                        or JournalUnavailableException
                        or WitnessException
            )
        {
            return HostReason.JournalUnavailable;
        }
        finally
        {
            Volatile.Write(ref _isReadingPast, 0);
        }
    }

    /// <summary>Takes a snapshot now, beside the engine.</summary>
    /// <returns>The record after which it was taken; zero when there is none newer, another is being taken, or it failed (see <see cref="Status"/>).</returns>
    public long TakeSnapshot()
    {
        var (sequence, hash) = Read(static machine => (machine.Sequence, machine.Engine.EventHash.ToArray()));
        if (_snapshots.Take(sequence, hash) is not { } keepFrom)
            return 0;

        _journal.KeepFrom(keepFrom);
        return sequence;
    }

    /// <summary>Takes nothing more, finishes what waits, and closes.</summary>
    public void Stop()
    {
        if (_isStopping)
            return;

        _isStopping = true;
        _timekeeper.Dispose();
        _queue.Close();
        _thread.Join();
        _apply.Stop();
        using (var idle = new ManualResetEvent(false))
        {
            if (_housekeeping.Dispose(idle))
                idle.WaitOne();
        }

        try
        {
            Events.Store(isDurable: true);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // A start makes them again.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        _apply.Dispose();
        _queue.Dispose();
        Events.Dispose();
        _writer.Dispose();
    }

    private static void Begin(JournalWriter writer, HostOptions options)
    {
        var at = new Timestamp((options.Clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100);
        var entry = HostEntry.Open(new ChangeVenue(at, options.Venue, at));
        writer.Append(at.Nanoseconds, new EntryEncoder().Encode(entry));
        writer.Commit();
    }

    /// <summary>Every start is a record: which version goes on, and from which hash.</summary>
    private static void Start(JournalWriter writer, VenueMachine machine, EventStream stream, HostOptions options)
    {
        var now = new Timestamp((options.Clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100);
        var at = now < machine.Now ? machine.Now : now;
        var entry = HostEntry.Start(options.Version, machine.Engine.EventHash.ToArray());
        var sequence = writer.Append(at.Nanoseconds, new EntryEncoder().Encode(entry));
        writer.Commit();
        machine.Apply(sequence, at, entry);
        stream.Add(machine, 0, entry.Kind, 0, 0);
        stream.Publish();
    }

    private void Run()
    {
        _thread.Start();
        _timekeeper.Start();
        _housekeeping.Change(_options.StoreEvery, _options.StoreEvery);
    }

    private void RunJournal()
    {
        try
        {
            _journal.Run();
        }
        catch (Exception cause)
        {
            Halt(cause);
        }
    }

    private HostEntry Witness() => Read(static machine => HostEntry.Witness(machine.Sequence, machine.Engine.EventHash.ToArray()));

    private void Halt(Exception cause)
    {
        _bug ??= cause;
        _halted.TrySetException(cause);
    }

    /// <summary>Events to their files, and snapshots when they are due. Never two at once.</summary>
    private void KeepHouse()
    {
        if (_bug is not null || Interlocked.Exchange(ref _isKeepingHouse, 1) == 1)
            return;

        try
        {
            Events.Store(isDurable: false);
            if (_options.SnapshotEvery > 0 && Events.LastSequence >= _snapshotDue && !_isStopping)
            {
                TakeSnapshot();
                _snapshotDue = Events.LastSequence + _options.SnapshotEvery;
            }
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or HostHaltedException)
        {
            // Derived data: tried again next time.
        }
        finally
        {
            Volatile.Write(ref _isKeepingHouse, 0);
        }
    }
}
