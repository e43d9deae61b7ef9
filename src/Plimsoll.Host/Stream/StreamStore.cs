using Plimsoll.Journal.Storage;

namespace Plimsoll.Host.Stream;

/// <summary>Chunks in files: a file for each, written on as the chunk grows. One thread at a time.</summary>
internal sealed class StreamStore(IJournalStorage storage) : IDisposable
{
    private readonly Dictionary<long, (int Written, int Durable)> _done = [];
    private IJournalFile? _file;
    private long _open = -1;

    /// <summary>Whether all of a chunk that grows no more is durable.</summary>
    public bool IsDurable(EventChunk chunk) =>
        chunk.IsComplete && _done.TryGetValue(chunk.FirstSequence, out var done) && done.Durable == chunk.Length;

    /// <summary>Writes what the file lacks. A chunk that grows no more is made durable in any case.</summary>
    public void Write(EventChunk chunk, bool isDurable)
    {
        var mustSync = isDurable || chunk.IsComplete; // Before its length is asked: complete, it has its last one.
        var bytes = chunk.Written;
        var (written, durable) = _done.GetValueOrDefault(chunk.FirstSequence);
        if (written == bytes.Length && (!mustSync || durable == bytes.Length) && _done.ContainsKey(chunk.FirstSequence))
            return;

        Open(chunk);
        if (written < bytes.Length)
        {
            _file!.Write(written, bytes.Span[written..]);
            _done[chunk.FirstSequence] = (bytes.Length, durable);
        }

        if (mustSync && durable < bytes.Length)
            Sync(chunk, bytes.Length);
    }

    /// <summary>A file of a start before is written on; what lies behind is taken away.</summary>
    /// <param name="chunk">It, which may have grown since.</param>
    /// <param name="length">How much of it is in the file.</param>
    public void Adopt(EventChunk chunk, int length)
    {
        Open(chunk);
        var left = (int)(_file!.Length - length);
        if (left > 0)
            _file.Write(length, new byte[left]);

        _done[chunk.FirstSequence] = (length, 0);
    }

    /// <summary>Lets go of a chunk that is durable.</summary>
    public void Forget(EventChunk chunk) => _done.Remove(chunk.FirstSequence);

    public void Dispose() => _file?.Dispose();

    public static byte[] Read(IJournalStorage storage, string name)
    {
        using var file = storage.Open(name, isWritable: false);
        var bytes = new byte[file.Length];
        var read = file.Read(0, bytes);
        return read == bytes.Length ? bytes : bytes[..read];
    }

    private void Sync(EventChunk chunk, int length)
    {
        try
        {
            _file!.Sync();
            storage.Sync();
        }
        catch
        {
            // After a sync that failed nothing of the file may be counted on: all of it is written anew.
            _done[chunk.FirstSequence] = (0, 0);
            throw;
        }

        _done[chunk.FirstSequence] = (length, length);
    }

    private void Open(EventChunk chunk)
    {
        if (_open == chunk.FirstSequence)
            return;

        _file?.Dispose();
        (_file, _open) = (null, -1);
        var isThere = storage.List().Contains(chunk.Name, StringComparer.Ordinal);
        _file = isThere ? storage.Open(chunk.Name, isWritable: true) : storage.Create(chunk.Name);
        _open = chunk.FirstSequence;
    }
}
