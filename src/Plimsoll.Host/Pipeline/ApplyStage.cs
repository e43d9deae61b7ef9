using System.Diagnostics;
using Plimsoll.Host.Machine;
using Plimsoll.Host.Requests;
using Plimsoll.Host.Stream;

namespace Plimsoll.Host.Pipeline;

/// <summary>Durable requests into the machine, one after the other, and what came of them to whoever waits.</summary>
/// <remarks>
/// A small batch that finds the engine idle is applied by the thread that made it durable: nobody has to be woken. A large one goes to a thread of its own, so that the next is written meanwhile.
/// </remarks>
internal sealed class ApplyStage : IDisposable
{
    private const int Inline = 64;
    private const int Slice = 64;
    private const int Ahead = 32;

    private readonly VenueMachine _machine;
    private readonly EventStream _stream;
    private readonly Lock _engine;
    private readonly IStageObserver? _observer;
    private readonly EmergencyStop _halt;
    private readonly Thread _thread;
    private readonly SemaphoreSlim _coming = new(0);
    private readonly SemaphoreSlim _free = new(0);
    private readonly Queue<RequestBatch> _handed = new();
    private readonly Queue<RequestBatch> _pool = new();
    private int _outstanding;
    private long _accepted;
    private long _refused;
    private long _events;
    private volatile bool _isStopping;

    public ApplyStage(VenueMachine machine, EventStream stream, Lock engine, IStageObserver? observer, EmergencyStop halt)
    {
        (_machine, _stream, _engine, _observer, _halt) = (machine, stream, engine, observer, halt);
        for (var i = 0; i < 3; i++)
        {
            _pool.Enqueue(new());
            _free.Release();
        }

        _thread = new(Run) { IsBackground = true, Name = "plimsoll-engine" };
        _thread.Start();
    }

    /// <summary>What came of requests so far.</summary>
    public HostCounts Counts => new(Interlocked.Read(ref _accepted), Interlocked.Read(ref _refused), 0, Interlocked.Read(ref _events));

    /// <summary>Whether the caller is the engine's own thread.</summary>
    public bool IsCurrent => Thread.CurrentThread == _thread;

    /// <summary>Whether <see cref="Rent"/> would not wait: it stays so for whoever alone may rent.</summary>
    public bool HasFree => _free.CurrentCount > 0;

    /// <summary>An empty batch; waits while the engine has all of them.</summary>
    public RequestBatch Rent()
    {
        _free.Wait();
        lock (_pool)
        {
            return _pool.Dequeue();
        }
    }

    /// <summary>Has a durable batch applied. In order: by one thread only.</summary>
    public void Take(RequestBatch batch)
    {
        if (batch.Count <= Inline && Volatile.Read(ref _outstanding) == 0)
        {
            Apply(batch);
            return;
        }

        Interlocked.Increment(ref _outstanding);
        lock (_handed)
        {
            _handed.Enqueue(batch);
        }

        _coming.Release();
    }

    /// <summary>Gives back a batch that was not needed.</summary>
    public void Return(RequestBatch batch)
    {
        batch.Clear();
        lock (_pool)
        {
            _pool.Enqueue(batch);
        }

        _free.Release();
    }

    /// <summary>Waits until all that was taken is applied.</summary>
    public void Stop()
    {
        _isStopping = true;
        _coming.Release();
        _thread.Join();
    }

    public void Dispose()
    {
        _coming.Dispose();
        _free.Dispose();
    }

    private void Run()
    {
        while (true)
        {
            _coming.Wait();
            RequestBatch? batch;
            lock (_handed)
            {
                _handed.TryDequeue(out batch);
            }

            if (batch is not null)
            {
                Apply(batch);
                Interlocked.Decrement(ref _outstanding);
            }
            else if (_isStopping)
            {
                return;
            }
        }
    }

    private void Apply(RequestBatch batch)
    {
        var started = Stopwatch.GetTimestamp();
        for (var from = 0; from < batch.Count; from += Slice)
        {
            if (TryApply(batch, from, Math.Min(batch.Count, from + Slice)))
                continue;

            // What the engine holds is not to be trusted: nobody is told an outcome. But it is durable, and a start decides it.
            GiveUp(batch);
            return;
        }

        var applied = Stopwatch.GetTimestamp();
        try
        {
            _stream.Publish();
        }
        catch (Exception cause)
        {
            // Events that nobody can read: outcomes would be told of what no channel and no history shows.
            _halt.Pull(cause);
            GiveUp(batch);
            return;
        }

        for (var i = 0; i < batch.Count; i++)
        {
            batch.Requests[i].Reply(batch.Outcomes[i]);
        }

        _observer?.Observe(Stage.Apply, Stopwatch.GetElapsedTime(started, applied), batch.Count);
        _observer?.Observe(Stage.Publish, Stopwatch.GetElapsedTime(applied), batch.Count);
        Renew();
        Return(batch);
    }

    private void GiveUp(RequestBatch batch)
    {
        batch.ReplyAll(Outcome.Refused(HostReason.OutcomeUnknown));
        Return(batch);
    }

    private void Prefetch(RequestBatch batch, int from, int to)
    {
        for (var i = from; to - from > 1 && i < to; i++)
        {
            if (batch.Requests[i].Entry.Command is { } command)
                _machine.Engine.Prefetch(command);
        }
    }

    /// <summary>What the engine needs for the next price, and nobody waits for any more.</summary>
    private void Renew()
    {
        lock (_engine)
        {
            try
            {
                if (!_halt.IsPulled)
                    _machine.Engine.Renew();
            }
            catch (Exception cause)
            {
                _halt.Pull(cause);
            }
        }
    }

    /// <summary>A few at a time, so that whoever only asks need not wait for a whole batch.</summary>
    private bool TryApply(RequestBatch batch, int from, int to)
    {
        lock (_engine)
        {
            if (_halt.IsPulled)
                return false;

            var (i, accepted, events) = (from, 0, 0);
            try
            {
                for (; i < to; i++)
                {
                    if ((i - from) % Ahead == 0)
                        Prefetch(batch, i, Math.Min(i + Ahead, to));

                    var entry = batch.Requests[i].Entry;
                    var outcome = _machine.Apply(batch.FirstSequence + i, batch.At, entry);
                    _stream.Add(_machine, entry.Actor, entry.Kind, outcome.Code, outcome.Created);
                    batch.Outcomes[i] = outcome;
                    accepted += outcome.IsAccepted ? 1 : 0;
                    events += _machine.Events.Count;
                }

                Interlocked.Add(ref _accepted, accepted);
                Interlocked.Add(ref _refused, to - from - accepted);
                Interlocked.Add(ref _events, events);
                return true;
            }
            catch (Exception cause)
            {
                // A bug, and within the lock: nobody may ask a machine that stopped halfway.
                _halt.Pull(cause, (batch.FirstSequence + i, batch.Requests[i].Entry.What));
                return false;
            }
        }
    }
}
