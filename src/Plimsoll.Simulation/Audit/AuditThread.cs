using System.Collections.Concurrent;
using Plimsoll.Engine.Events;
using Plimsoll.Simulation.Replay;

namespace Plimsoll.Simulation.Audit;

/// <summary>Runs an auditor beside the engine: events go over in order through a bounded queue, so the result is that of one thread.</summary>
public sealed class AuditThread : IDisposable
{
    private const int Capacity = 256;
    private readonly BlockingCollection<AuditBatch> _queue = new(Capacity);
    private readonly ConcurrentQueue<AuditBatch> _spare = new();
    private readonly Auditor _auditor;
    private readonly Thread _thread;
    private volatile Exception? _fault;

    /// <summary>Starts.</summary>
    public AuditThread(Auditor auditor)
    {
        _auditor = auditor;
        _thread = new Thread(Run) { IsBackground = true, Name = "auditor" };
        _thread.Start();
    }

    /// <summary>Hands over a copy of the latest command's events; waits while the auditor is far behind.</summary>
    public void Hand(EventBuffer events)
    {
        if (_fault is not null)
        {
            throw new ReplayFaultException($"The auditor has stopped: {_fault.Message}", _fault);
        }

        var batch = _spare.TryDequeue(out var spare) ? spare : new AuditBatch();
        batch.CopyFrom(events);
        _queue.Add(batch);
    }

    /// <summary>Waits until all is folded.</summary>
    /// <exception cref="ReplayFaultException">The auditor stopped over an event it cannot read.</exception>
    public Auditor Finish()
    {
        _queue.CompleteAdding();
        _thread.Join();
        return _fault is null ? _auditor : throw new ReplayFaultException($"The auditor has stopped: {_fault.Message}", _fault);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_queue.IsAddingCompleted)
        {
            _queue.CompleteAdding();
        }

        _thread.Join();
        _queue.Dispose();
    }

    private void Run()
    {
        try
        {
            foreach (var batch in _queue.GetConsumingEnumerable())
            {
                _auditor.Fold(batch);
                _spare.Enqueue(batch);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Kept and thrown where the replay can report it; the queue is drained so that nobody waits for ever.
            _fault = e;
            foreach (var batch in _queue.GetConsumingEnumerable())
            {
                batch.Clear();
            }
        }
    }
}
