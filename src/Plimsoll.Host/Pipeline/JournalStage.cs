using System.Diagnostics;
using Plimsoll.Engine;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Requests;
using Plimsoll.Journal;
using Plimsoll.Values;

namespace Plimsoll.Host.Pipeline;

/// <summary>Requests get their place and their time, and are written down and made durable together, before the engine sees them.</summary>
/// <remarks>
/// When the device fails, those that were being written are told that their outcome is not known, and kept: once the journal goes on, in a fresh segment, they take effect.
/// Those that come meanwhile are refused. A sync is never asked again (docs/spec/0026-journal.md). However it ends, nobody is left waiting.
/// It has a thread of its own; but whoever asks while nobody writes may write by itself (<see cref="TryLead"/>): where a sync takes microseconds, to wake another thread takes as long.
/// </remarks>
internal sealed class JournalStage
{
    private const int BytesAtOnce = 16 << 20;
    private const int WitnessEvery = 4_096;

    /// <summary>More than what is asked alone takes, all but always: how long a record will be is known only when it is encoded.</summary>
    private const int RoomToLead = 64 << 10;
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(100);

    private readonly JournalWriter _writer;
    private readonly RequestQueue _queue;
    private readonly ApplyStage _apply;
    private readonly HostOptions _options;
    private readonly EmergencyStop _halt;
    private readonly Func<HostEntry?> _witness;
    private readonly Action<string?> _tellProblem;
    private readonly JournalUpkeep _upkeep;
    private readonly DeviceWatch _device;
    private readonly EntryEncoder _encoder = new();
    private readonly Lock _turn = new();
    private HostRequest[] _taken = new HostRequest[1024];
    private HostRequest[] _refused = new HostRequest[64];
    private int _count;
    private int _dealt;
    private RequestBatch? _writing;
    private RequestBatch? _pending;
    private long _failedAt;
    private long _last;
    private long _witnessed;
    private long _durable;
    private volatile bool _isQuick;

    public JournalStage(
        JournalWriter writer,
        RequestQueue queue,
        ApplyStage apply,
        HostOptions options,
        Timestamp last,
        EmergencyStop halt,
        Func<HostEntry?> witness,
        Action<string?> tellProblem
    )
    {
        (_writer, _queue, _apply, _options, _halt, _witness, _tellProblem) = (writer, queue, apply, options, halt, witness, tellProblem);
        _upkeep = new(writer);
        _device = new(options.DeviceClock, options.StalledAfter);
        _last = last.Nanoseconds;
        _witnessed = writer.NextSequence;
        _durable = writer.DurableSequence;
    }

    /// <summary>The latest record that is durable.</summary>
    public long DurableSequence => Volatile.Read(ref _durable);

    /// <summary>That the device hangs, for people; null when it does not.</summary>
    public string? Stall => _device.Problem;

    /// <summary>Records before this number are not needed any more: their segments are removed when there is time.</summary>
    public void KeepFrom(long sequence) => _upkeep.KeepFrom(sequence);

    /// <summary>Whether the caller is writing, as a sink may find that it is called by whoever asked.</summary>
    public bool IsLeading => _turn.IsHeldByCurrentThread;

    /// <summary>Writes a request on the caller's thread, and has it applied and told, when nobody else is writing or waiting and the device was quick the last time.</summary>
    /// <param name="request">The request.</param>
    /// <param name="refusal">None, or why it was not taken.</param>
    /// <returns>False when somebody else has to do it: nothing happened.</returns>
    public bool TryLead(in HostRequest request, out HostReason refusal)
    {
        refusal = HostReason.None;
        if (!_isQuick || IsLeading || _halt.IsPulled || !_turn.TryEnter())
            return false;

        try
        {
            // What could make it wait for more than its own sync is left to the host's threads: the engine that has all batches, a segment that has to be made.
            if (_pending is not null || _queue.Count > 0 || !_apply.HasFree || !_writer.HasRoom(RoomToLead))
                return false;

            refusal = _queue.TryAdd(request, isQuiet: true);
            if (refusal == HostReason.None)
                TakeNext();

            return true;
        }
        catch (Exception cause)
        {
            // The journal's own thread sees it, and tells whoever waits.
            _halt.Pull(cause);
            return true;
        }
        finally
        {
            _turn.Exit();
        }
    }

    /// <summary>Begins with a batch that the device did not take: it is tried again, and requests are refused until then. Before <see cref="Run"/>.</summary>
    public void GoOnWith(RequestBatch batch, string problem)
    {
        (_pending, _last, _failedAt) = (batch, Math.Max(_last, batch.At.Nanoseconds), Stopwatch.GetTimestamp());
        _tellProblem(problem);
    }

    /// <summary>While the device hangs nobody else tells those who wait: what it has may take effect yet, what is behind it is not taken. From one thread at a time.</summary>
    public void TellStalled()
    {
        if (Stall is null)
            return;

        var (unknown, refused) = _device.TakeWaiting();
        foreach (var waiting in unknown)
        {
            waiting.Reply(Outcome.Refused(HostReason.OutcomeUnknown));
        }

        foreach (var waiting in refused)
        {
            waiting.Reply(Outcome.Refused(HostReason.JournalUnavailable));
        }

        var count = _queue.Take(ref _refused, TimeSpan.Zero, out _);
        for (var i = 0; i < count; i++)
        {
            _refused[i].Reply(Outcome.Refused(HostReason.JournalUnavailable));
        }

        Array.Clear(_refused, 0, count);
    }

    /// <summary>Works until the queue is closed and empty, or the engine halts.</summary>
    public void Run()
    {
        try
        {
            while (!_halt.IsPulled)
            {
                // Within the turn nobody waits for requests: what was taken has its place before what comes later.
                _queue.Wait(_pending is null ? Idle : _options.RetryAfter);
                lock (_turn)
                {
                    // What a leader left when the halt was pulled is told below, and must not be taken for nothing.
                    if (_halt.IsPulled || !TakeNext())
                        break;

                    if (_pending is null && !_halt.IsPulled)
                        KeepUp();
                }
            }
        }
        catch (Exception cause)
        {
            _halt.Pull(cause);
        }
        finally
        {
            lock (_turn)
            {
                Abandon();
            }

            _upkeep.Finish();
        }
    }

    /// <summary>Deals with what has come.</summary>
    /// <returns>Whether more may come.</returns>
    private bool TakeNext()
    {
        _dealt = 0;
        _count = _queue.Take(ref _taken, TimeSpan.Zero, out var isClosed);
        if (_pending is not null)
            TryContinue(isLast: isClosed);

        while (_dealt < _count && !_halt.IsPulled)
        {
            if (_pending is null)
                Write();
            else
                Refuse(HostReason.JournalUnavailable);
        }

        if (_dealt < _count)
            return false;

        Array.Clear(_taken, 0, _count);
        return _count > 0 || !isClosed;
    }

    /// <summary>Writes as many as go into one batch.</summary>
    private void Write()
    {
        var started = Stopwatch.GetTimestamp();
        _options.Observer?.Observe(Stage.Queue, Stopwatch.GetElapsedTime(_taken[_dealt].SubmittedAt, started), _count - _dealt);
        var batch = _writing = _apply.Rent();
        batch.Begin(_writer.NextSequence, Now());
        if (batch.FirstSequence - _witnessed >= WitnessEvery)
            AddWitness(batch);

        while (_dealt < _count && batch.Count < RequestBatch.Most && _writer.Waiting < BytesAtOnce)
        {
            Add(batch, _taken[_dealt]);
            _dealt++; // Only now: one that is neither in the batch nor in the rest would wait for ever.
        }

        if (batch.Count == 0)
        {
            _writing = null;
            _apply.Return(batch);
            return;
        }

        var encoded = Stopwatch.GetTimestamp();
        JournalUnavailableException? failure = null;
        _device.Begin(batch, Behind);
        try
        {
            _writer.Commit();
        }
        catch (JournalUnavailableException cause)
        {
            failure = cause;
        }
        finally
        {
            EndWatch();
        }

        if (failure is not null)
        {
            Fail(batch, failure);
            return;
        }

        _isQuick = Stopwatch.GetElapsedTime(encoded) < _options.LeadWithin;
        Volatile.Write(ref _durable, _writer.DurableSequence);
        _options.Observer?.Observe(Stage.Journal, Stopwatch.GetElapsedTime(started), batch.Count);
        _writing = null;
        _apply.Take(batch);
    }

    /// <summary>What was taken and has no record yet.</summary>
    private Memory<HostRequest> Behind => _taken.AsMemory(_dealt, _count - _dealt);

    /// <summary>The device answered. Who was refused meanwhile must not be written any more.</summary>
    private void EndWatch()
    {
        if (_device.End())
            _dealt = _count;
    }

    private void AddWitness(RequestBatch batch)
    {
        _witnessed = batch.FirstSequence;
        if (_witness() is { } witness)
            Add(batch, new(witness, null, 0, 0));
    }

    private void Add(RequestBatch batch, in HostRequest request)
    {
        var entry = request.Entry.At(batch.At);
        try
        {
            var bytes = _encoder.Encode(entry);
            if (entry.IdempotencyKey is not null)
                entry = entry with { Digest = _encoder.Digest(entry) };

            _writer.Append(batch.At.Nanoseconds, bytes);
        }
        catch (Exception cause) when (cause is EntryFormatException or ArgumentOutOfRangeException or InvariantViolationException)
        {
            // Parameters that are not there, or of a type without bytes, included: nothing was written, and nothing is broken.
            request.Reply(Outcome.Refused(HostReason.NotWritable));
            return;
        }

        batch.Add(request with { Entry = entry });
    }

    private void KeepUp()
    {
        _device.Begin(null, default);
        _upkeep.Run(isIdle: _count == 0);
        EndWatch();
    }

    private void Fail(RequestBatch batch, JournalUnavailableException cause)
    {
        (_writing, _pending) = (null, batch);
        _failedAt = Stopwatch.GetTimestamp();
        _tellProblem(cause.Message);
        batch.ReplyAll(Outcome.Refused(HostReason.OutcomeUnknown));
        batch.Silence();
    }

    /// <summary>Tries to go on where the device failed; a last time without waiting when the host is being stopped.</summary>
    private void TryContinue(bool isLast)
    {
        if (!isLast && Stopwatch.GetElapsedTime(_failedAt) < _options.RetryAfter)
            return;

        _failedAt = Stopwatch.GetTimestamp();
        _device.Begin(null, Behind);
        try
        {
            _writer.Continue();
        }
        catch (JournalUnavailableException cause)
        {
            _tellProblem(cause.Message);
            return;
        }
        finally
        {
            EndWatch();
        }

        var batch = _pending!;
        _pending = null;
        Volatile.Write(ref _durable, _writer.DurableSequence);
        _apply.Take(batch);
        _tellProblem(null);
    }

    private void Refuse(HostReason reason)
    {
        while (_dealt < _count)
        {
            _taken[_dealt++].Reply(Outcome.Refused(reason));
        }
    }

    /// <summary>Nobody waits for ever: what was being written may or may not count, what was not yet did not happen.</summary>
    private void Abandon()
    {
        _queue.Close(HostReason.Halted);
        _writing?.ReplyAll(Outcome.Refused(HostReason.OutcomeUnknown));
        Refuse(HostReason.Halted);
        while ((_count = _queue.Take(ref _taken, TimeSpan.Zero, out _)) > 0)
        {
            _dealt = 0;
            Refuse(HostReason.Halted);
        }
    }

    private Timestamp Now()
    {
        var now = _options.Clock.Now().Nanoseconds;
        _last = Math.Max(_last, now);
        return new(_last);
    }
}
