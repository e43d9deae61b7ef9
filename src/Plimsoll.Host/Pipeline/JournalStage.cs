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
/// Those that come meanwhile are refused. A sync is never asked again (docs/spec/0026-journal.md).
/// </remarks>
internal sealed class JournalStage
{
    private const int BytesAtOnce = 16 << 20;
    private const int WitnessEvery = 4_096;
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(100);

    private readonly JournalWriter _writer;
    private readonly RequestQueue _queue;
    private readonly ApplyStage _apply;
    private readonly HostOptions _options;
    private readonly Func<HostEntry> _witness;
    private readonly Action<string?> _tellProblem;
    private readonly EntryEncoder _encoder = new();
    private HostRequest[] _taken = new HostRequest[1024];
    private RequestBatch? _pending;
    private long _failedAt;
    private long _last;
    private long _witnessed;
    private long _keepFrom;

    public JournalStage(
        JournalWriter writer,
        RequestQueue queue,
        ApplyStage apply,
        HostOptions options,
        Timestamp last,
        Func<HostEntry> witness,
        Action<string?> tellProblem
    )
    {
        (_writer, _queue, _apply, _options, _witness, _tellProblem) = (writer, queue, apply, options, witness, tellProblem);
        _last = last.Nanoseconds;
        _witnessed = writer.NextSequence;
    }

    /// <summary>The latest record that is durable.</summary>
    public long DurableSequence => Volatile.Read(ref _durable);

    private long _durable;

    /// <summary>Records before this number are not needed any more: their segments are removed when there is time.</summary>
    public void KeepFrom(long sequence) => Volatile.Write(ref _keepFrom, sequence);

    /// <summary>Works until the queue is closed and empty.</summary>
    public void Run()
    {
        _durable = _writer.DurableSequence;
        while (true)
        {
            var count = _queue.Take(ref _taken, _pending is null ? Idle : _options.RetryAfter, out var isClosed);
            if (_pending is not null)
                TryContinue();

            for (var done = 0; done < count; )
            {
                done += Write(_taken.AsSpan(done, count - done));
            }

            Array.Clear(_taken, 0, count);
            if (count == 0 && isClosed)
                return;

            if (count == 0 && _pending is null)
                KeepHouse();
        }
    }

    /// <summary>Writes as many as go into one batch.</summary>
    /// <returns>How many were dealt with.</returns>
    private int Write(ReadOnlySpan<HostRequest> requests)
    {
        if (_pending is not null)
        {
            RefuseAll(requests);
            return requests.Length;
        }

        var started = Stopwatch.GetTimestamp();
        _options.Observer?.Observe(Stage.Queue, Stopwatch.GetElapsedTime(requests[0].SubmittedAt, started), requests.Length);
        var batch = _apply.Rent();
        batch.Begin(_writer.NextSequence, Now());
        if (batch.FirstSequence - _witnessed >= WitnessEvery)
            AddWitness(batch);

        var dealt = 0;
        while (dealt < requests.Length && batch.Count < RequestBatch.Most && _writer.Waiting < BytesAtOnce)
        {
            Add(batch, requests[dealt++]);
        }

        if (batch.Count == 0)
        {
            _apply.Return(batch);
            return dealt;
        }

        try
        {
            _writer.Commit();
        }
        catch (JournalUnavailableException cause)
        {
            Fail(batch, cause);
            return dealt;
        }

        Volatile.Write(ref _durable, _writer.DurableSequence);
        _options.Observer?.Observe(Stage.Journal, Stopwatch.GetElapsedTime(started), batch.Count);
        _apply.Take(batch);
        return dealt;
    }

    private void AddWitness(RequestBatch batch)
    {
        _witnessed = batch.FirstSequence;
        Add(batch, new(_witness(), null, 0, 0));
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

    private void Fail(RequestBatch batch, JournalUnavailableException cause)
    {
        _pending = batch;
        _failedAt = Stopwatch.GetTimestamp();
        _tellProblem(cause.Message);
        for (var i = 0; i < batch.Count; i++)
        {
            batch.Requests[i].Reply(Outcome.Refused(HostReason.OutcomeUnknown));
        }

        batch.Silence();
    }

    private void TryContinue()
    {
        if (Stopwatch.GetElapsedTime(_failedAt) < _options.RetryAfter)
            return;

        _failedAt = Stopwatch.GetTimestamp();
        try
        {
            _writer.Continue();
        }
        catch (JournalUnavailableException cause)
        {
            _tellProblem(cause.Message);
            return;
        }

        var batch = _pending!;
        _pending = null;
        Volatile.Write(ref _durable, _writer.DurableSequence);
        _apply.Take(batch);
        _tellProblem(null);
    }

    private static void RefuseAll(ReadOnlySpan<HostRequest> requests)
    {
        foreach (ref readonly var request in requests)
        {
            request.Reply(Outcome.Refused(HostReason.JournalUnavailable));
        }
    }

    /// <summary>What can wait until nobody does: the next segment, and segments that are not needed.</summary>
    private void KeepHouse()
    {
        try
        {
            _writer.Prepare();
            if (Interlocked.Exchange(ref _keepFrom, 0) is > 0 and var first)
                _writer.RemoveBefore(first);
        }
        catch (Exception cause) when (cause is JournalUnavailableException or IOException or UnauthorizedAccessException)
        {
            // Nothing that counts failed. Whoever writes next will be told, if the device still refuses then.
            _tellProblem(null);
        }
    }

    private Timestamp Now()
    {
        var now = (_options.Clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
        _last = Math.Max(_last, now);
        return new(_last);
    }
}
