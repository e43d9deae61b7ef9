using System.Diagnostics;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Machine;
using Plimsoll.Host.Pipeline;
using Plimsoll.Host.Recovery;
using Plimsoll.Host.Requests;
using Plimsoll.Host.Snapshots;
using Plimsoll.Host.Stream;
using Plimsoll.Journal;
using Plimsoll.Journal.Storage;

namespace Plimsoll.Host;

/// <summary>A venue in a process: sequence → journal → apply → publish, one writer, any number of askers. What it has answered is durable.</summary>
/// <remarks>docs/spec/0027-host.md. Thread-safe.</remarks>
public sealed partial class VenueHost : IDisposable
{
    private const int ChunksWaiting = 32;

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
    private readonly ITimer _deviceTimer;
    private readonly Lock _engine = new();
    private readonly Lock _stopping = new();
    private readonly EmergencyStop _halt = new();
    private readonly CancellationTokenSource _closing = new();
    private volatile string? _problem;
    private volatile string? _eventsProblem;
    private volatile bool _isStopping;
    private bool _isStopped;
    private readonly long _started;
    private long _snapshotDue;
    private long _snapshotTried = Stopwatch.GetTimestamp();
    private Task _snapshotWork = Task.CompletedTask;
    private int _isKeepingHouse;
    private int _isWatching;
    private readonly IJournalStorage _storage;

    private VenueHost(
        HostOptions options,
        IJournalStorage journal,
        JournalWriter writer,
        VenueMachine machine,
        EventStream events,
        long snapshot
    )
    {
        if (options.Observer is { } observer)
            options = options with { Observer = new GuardedObserver(observer) };

        (_options, _storage, _writer, _machine, Events) = (options, journal, writer, machine, events);
        _queue = new(options.QueueCapacity);
        _snapshots = new(journal, events, machine.Companion, options.SnapshotsKept) { Latest = snapshot };
        _snapshotDue = snapshot + options.SnapshotEvery;
        _started = machine.Sequence;
        _apply = new(machine, events, _engine, options.Observer, _halt);
        _journal = new(writer, _queue, _apply, options, machine.Now, _halt, Witness, problem => _problem = problem);
        _thread = new(_journal.Run) { IsBackground = true, Name = "plimsoll-journal" };
        _timekeeper = new(this, options, _halt);
        _housekeeping = new(_ => KeepHouse());
        _deviceTimer = options.DeviceClock.CreateTimer(_ => WatchDevice(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Everything that happened, from the first record that is kept.</summary>
    public EventStream Events { get; }

    /// <summary>Names of accounts, owners and listings; for any thread.</summary>
    public NameBook Names => _machine.Names;

    /// <summary>What the start found.</summary>
    public RecoveryReport Recovery { get; private init; } = null!;

    /// <summary>Ends with the bug, when the engine finds one in itself.</summary>
    public Task Halted => _halt.Pulled;

    /// <summary>How the host is.</summary>
    public HostStatus Status =>
        new(
            _halt.IsPulled ? HostState.Halted
                : _isStopping ? HostState.Stopping
                : Problem is not null ? HostState.JournalUnavailable
                : HostState.Running,
            _halt.Cause?.Message ?? Problem,
            Events.LastSequence,
            _journal.DurableSequence,
            _queue.Count,
            _options.QueueCapacity,
            _snapshots.Latest,
            _snapshots.Problem
        );

    /// <summary>What became of requests since the start.</summary>
    public HostCounts Counts => _apply.Counts with { Busy = _queue.BusyCount };

    private string? Problem => _problem ?? _eventsProblem ?? _journal.Stall;

    /// <summary>Begins a venue, or goes on with the one that is there.</summary>
    /// <param name="journal">Where journal and snapshots are.</param>
    /// <param name="events">Where events are.</param>
    /// <param name="options">How it is hosted.</param>
    /// <param name="companion">What lives beside the engine; empty.</param>
    /// <param name="progress">Who is told how far the start is.</param>
    /// <param name="cancellation">Gives the start up; what is durable stays as it is.</param>
    /// <exception cref="ArgumentException">An option is out of range, or the rules of a new venue are.</exception>
    /// <exception cref="JournalCorruptedException">Something that was durable is damaged: nothing was changed. As <see cref="RecordsLostException"/> when the journal's end is missing.</exception>
    /// <exception cref="JournalUnavailableException">The device takes nothing.</exception>
    /// <exception cref="WitnessException">The journal was written by a program that decides otherwise.</exception>
    public static VenueHost Open(
        IJournalStorage journal,
        IJournalStorage events,
        HostOptions options,
        ICompanion? companion = null,
        IProgress<RecoveryProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.FirstFault() is { } fault)
            throw new ArgumentException($"{fault} is out of range.", nameof(options));

        companion ??= new NoCompanion();
        var started = Stopwatch.GetTimestamp();
        var writer = JournalWriter.Open(journal, options.Journal, found => Judge(journal, events, found), out var summary);
        EventStream? stream = null;
        try
        {
            var isNew = summary.LastSequence == 0;
            stream = new EventStream(events, options.EventChunkBytes);
            if (isNew)
                Begin(writer, stream, options);

            var built = new MachineBuilder(journal, companion) { Stream = stream, Progress = progress }.Build(
                writer.DurableSequence,
                cancellation
            );
            var last = built.Machine.Sequence;
            var clock = new SteadyClock(options.Clock, options.ClockMaxStep, built.Machine.Now);
            options = options with { Clock = clock };
            var restored = isNew ? null : RestoreStore.Find(journal, writer.NextSequence, writer.RunningHash);
            var waiting = WriteStart(writer, built, restored, stream, options);
            var report = new RecoveryReport(
                isNew,
                built.SnapshotSequence,
                last - built.SnapshotSequence,
                isNew ? 0 : last,
                summary.UnfinishedBytes,
                built.Damaged,
                stream.FirstSequence,
                Stopwatch.GetElapsedTime(started)
            )
            {
                Skipped = built.Skipped,
                Restored = restored,
                EventsMadeAgainFrom = built.EventsMadeAgainFrom,
                EventsLost = stream.Gaps,
            };
            var host = new VenueHost(options, journal, writer, built.Machine, stream, built.SnapshotSequence)
            {
                Clock = clock,
                Recovery = report,
            };
            host.Run(waiting);
            return host;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            Close(writer, stream);
            throw new JournalUnavailableException($"Cannot start in {journal.Place}, {events.Place}: {cause.Message}", cause);
        }
        catch
        {
            Close(writer, stream);
            throw;
        }
    }

    /// <summary>Hands in a request. Its outcome comes to the sink once it is durable and applied, unless it is refused at once. Whatever happens, the sink is called once.</summary>
    /// <param name="entry">What is asked. What it refers to, such as an array of legs, must not change until there is an outcome.</param>
    /// <param name="sink">Who is told; null for nobody.</param>
    /// <param name="correlation">The number by which the asker knows it.</param>
    /// <returns>None when it is on its way; otherwise why it was not taken, and the sink is not called.</returns>
    public HostReason TrySubmit(in HostEntry entry, IReplySink? sink, long correlation = 0)
    {
        if (_halt.IsPulled)
            return HostReason.Halted;

        return Problem is null ? _queue.TryAdd(new(entry, sink, correlation, Stopwatch.GetTimestamp())) : HostReason.JournalUnavailable;
    }

    /// <summary>Hands in a request like <see cref="TrySubmit"/>, by the shortest way: when nobody else asks and the device is quick, the caller's thread writes, waits for the device, applies and tells; no other has to be woken.</summary>
    /// <remarks>For a request after which the caller has nothing else at hand: of several that come together, hand in the first ones by <see cref="TrySubmit"/>, so that one sync serves all.</remarks>
    /// <inheritdoc cref="TrySubmit"/>
    public HostReason TryCarryOut(in HostEntry entry, IReplySink? sink, long correlation = 0)
    {
        // Not while it asks the machine something: what it is looking at must not change.
        if (Problem is not null || _engine.IsHeldByCurrentThread)
            return TrySubmit(entry, sink, correlation);

        var isTaken = _journal.TryLead(new(entry, sink, correlation, Stopwatch.GetTimestamp()), out var refusal);
        return isTaken ? refusal : TrySubmit(entry, sink, correlation);
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
            if (_halt.Cause is { } bug)
                throw new HostHaltedException("The engine found a bug in itself and stopped.", bug);

            return question(_machine, state);
        }
    }

    /// <summary>Takes a snapshot now, beside the engine.</summary>
    /// <returns>The record after which it was taken; zero when there is none newer, another is being taken, or it failed (see <see cref="Status"/>).</returns>
    public long TakeSnapshot()
    {
        var (sequence, hash) = Read(static machine => (machine.Sequence, machine.Engine.EventHash.ToArray()));
        if (_snapshots.Take(sequence, hash, _closing.Token) is not { } keepFrom)
            return 0;

        _journal.KeepFrom(keepFrom);
        return sequence;
    }

    /// <summary>Takes nothing more, finishes what waits, and closes.</summary>
    /// <exception cref="InvalidOperationException">Called by one of the host's own threads, as from a sink: it would wait for itself.</exception>
    public void Stop()
    {
        if (Thread.CurrentThread == _thread || _apply.IsCurrent || _journal.IsLeading)
            throw new InvalidOperationException("Expected a thread of the asker's own to stop the host; found one of the host's.");

        lock (_stopping)
        {
            if (!_isStopped)
                Finish();

            _isStopped = true;
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
        _closing.Dispose();
    }

    private void Finish()
    {
        _isStopping = true;
        _closing.Cancel();
        _timekeeper.Dispose();
        _queue.Close(HostReason.Stopping);
        _thread.Join();
        _apply.Stop();
        _deviceTimer.Dispose();
        using (var idle = new ManualResetEvent(false))
        {
            if (_housekeeping.Dispose(idle))
                idle.WaitOne();
        }

        _snapshotWork.ContinueWith(static _ => { }, TaskScheduler.Default).Wait();
        if (!_halt.IsPulled && Problem is null && WriteLastWitness())
            TakeLastSnapshot();

        try
        {
            Events.Store(isDurable: true);
        }
        catch (Exception)
        {
            // Derived data: a start makes it again. There is nobody left to tell.
        }
    }

    private static void Close(JournalWriter writer, EventStream? stream)
    {
        stream?.Dispose();
        writer.Dispose();
    }

    private void Run((RequestBatch Batch, string Problem)? waiting)
    {
        if (waiting is { } start)
            _journal.GoOnWith(start.Batch, start.Problem);

        _thread.Start();
        _timekeeper.Start();
        _housekeeping.Change(_options.StoreEvery, _options.StoreEvery);
        var look = TimeSpan.FromTicks(Math.Max(TimeSpan.TicksPerMillisecond, _options.StalledAfter.Ticks / 4));
        _deviceTimer.Change(look, look);
    }

    private HostEntry? Witness() => Read(static machine => machine.Witness);

    private bool IsSnapshotDue()
    {
        var last = Events.LastSequence;
        return (_options.SnapshotEvery > 0 && last >= _snapshotDue)
            || (
                _options.SnapshotAfter > TimeSpan.Zero
                && last > _snapshots.Latest
                && Stopwatch.GetElapsedTime(_snapshotTried) >= _options.SnapshotAfter
            );
    }

    private void TakeDueSnapshot()
    {
        _snapshotTried = Stopwatch.GetTimestamp();
        try
        {
            // One that failed is tried again sooner, but not at once: it reads and writes a lot.
            var isTaken = TakeSnapshot() > 0;
            _snapshotDue = Events.LastSequence + (isTaken ? _options.SnapshotEvery : Math.Max(1, _options.SnapshotEvery / 16));
        }
        catch (Exception cause) when (cause is HostHaltedException or OperationCanceledException)
        {
            // The engine found a bug in itself meanwhile, or the host is being stopped.
        }
    }

    /// <summary>A device that hangs tells of nothing: neither of a write that does not end, nor of events that pile up meanwhile.</summary>
    private void WatchDevice()
    {
        if (Interlocked.Exchange(ref _isWatching, 1) == 1)
            return;

        _journal.TellStalled();
        if (Events.InMemory >= ChunksWaiting)
            _eventsProblem ??= "Events cannot be stored: their device does not answer.";

        Volatile.Write(ref _isWatching, 0);
    }

    /// <summary>Events to their files, and snapshots when they are due. Never two at once.</summary>
    private void KeepHouse()
    {
        if (_halt.IsPulled || Interlocked.Exchange(ref _isKeepingHouse, 1) == 1)
            return;

        try
        {
            Events.Store(isDurable: false);
            _eventsProblem = null;
            // Beside this: events go on to their files while a long one is made.
            if (_snapshotWork.IsCompleted && IsSnapshotDue() && !_isStopping)
                _snapshotWork = Task.Run(TakeDueSnapshot);
        }
        catch (HostHaltedException)
        {
            // The engine found a bug in itself meanwhile.
        }
        catch (Exception cause)
        {
            // Derived data: tried again next time. Until then it is in memory, which must not fill up.
            _eventsProblem = Events.InMemory < ChunksWaiting ? null : $"Events cannot be stored: {cause.Message}";
        }
        finally
        {
            Volatile.Write(ref _isKeepingHouse, 0);
        }
    }
}
