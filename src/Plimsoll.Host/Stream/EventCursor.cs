namespace Plimsoll.Host.Stream;

/// <summary>A reader of the stream: record by record, none left out, none twice. One thread at a time.</summary>
public sealed class EventCursor
{
    private readonly EventStream _stream;
    private EventChunk? _chunk;
    private int _offset;
    private long _seen;

    internal EventCursor(EventStream stream, long from) => (_stream, Next) = (stream, from);

    /// <summary>The number of the record that comes next.</summary>
    public long Next { get; private set; }

    /// <summary>Reads the next record, when it is there.</summary>
    /// <exception cref="EventsGoneException">Its file is gone or damaged.</exception>
    public bool TryRead(out StreamRecord record)
    {
        record = default;
        if (Next > _stream.LastSequence)
            return false;

        while (true)
        {
            _chunk ??= Seek();
            if (_chunk.TryRead(_offset, out record, out var next))
            {
                (_offset, _seen) = (next, record.Sequence);
                if (record.Sequence < Next)
                    continue;

                Next++;
                return true;
            }

            (_chunk, _offset) = (_chunk.Next, 0);
            if (_chunk is null)
            {
                var chunk = Seek();
                // A file that ends before the next one begins was damaged: the same would be found again.
                if (chunk.FirstSequence != Next || !chunk.TryRead(0, out _, out _))
                    throw new EventsGoneException(Next, _stream.FirstAfter(Next), Math.Max(_seen, chunk.FirstSequence - 1));

                _chunk = chunk;
            }
        }
    }

    /// <summary>Waits until the next record is there.</summary>
    public Task WaitAsync(CancellationToken cancellation) => _stream.WaitAsync(Next, cancellation);

    private EventChunk Seek()
    {
        _offset = 0;
        return _stream.Find(Next) ?? throw new EventsGoneException(Next, _stream.FirstSequence);
    }
}
