using Plimsoll.Journal.Storage;

namespace Plimsoll.Host.Stream;

/// <summary>Chunks in files: a file for each, written on as the chunk grows. One thread at a time.</summary>
internal sealed class StreamStore(IJournalStorage storage) : IDisposable
{
    private readonly Dictionary<long, int> _stored = [];
    private IJournalFile? _file;
    private long _open = -1;

    /// <summary>Whether all of a chunk that grows no more is in its file.</summary>
    public bool IsStored(EventChunk chunk) => chunk.Next is not null && _stored.GetValueOrDefault(chunk.FirstSequence) == chunk.Length;

    /// <summary>Writes what the file lacks.</summary>
    public void Write(EventChunk chunk, bool isDurable)
    {
        var bytes = chunk.Written;
        var done = _stored.GetValueOrDefault(chunk.FirstSequence, -1);
        if (done == bytes.Length)
            return;

        Open(chunk, isNew: done < 0);
        done = Math.Max(done, 0);
        _file!.Write(done, bytes.Span[done..]);
        _stored[chunk.FirstSequence] = bytes.Length;
        if (isDurable)
            _file.Sync();
    }

    /// <summary>A file of a start before is written on; what a crash left behind its last whole record is taken away.</summary>
    public void Adopt(EventChunk chunk)
    {
        _stored[chunk.FirstSequence] = chunk.Length;
        Open(chunk, isNew: false);
        var left = (int)(_file!.Length - chunk.Length);
        if (left > 0)
            _file.Write(chunk.Length, new byte[left]);
    }

    public void Dispose() => _file?.Dispose();

    public static byte[] Read(IJournalStorage storage, string name)
    {
        using var file = storage.Open(name, isWritable: false);
        var bytes = new byte[file.Length];
        var read = file.Read(0, bytes);
        return read == bytes.Length ? bytes : bytes[..read];
    }

    private void Open(EventChunk chunk, bool isNew)
    {
        if (_open == chunk.FirstSequence)
            return;

        _file?.Dispose();
        _open = -1;
        var isThere = !isNew || storage.List().Contains(chunk.Name, StringComparer.Ordinal);
        _file = isThere ? storage.Open(chunk.Name, isWritable: true) : storage.Create(chunk.Name);
        _open = chunk.FirstSequence;
    }
}
