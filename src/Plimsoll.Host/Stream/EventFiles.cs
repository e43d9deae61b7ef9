using Plimsoll.Journal;
using Plimsoll.Journal.Storage;
using Plimsoll.Values;

namespace Plimsoll.Host.Stream;

/// <summary>Which files of events there are, by the record that each begins with. Each is thought to end where the next begins.</summary>
internal sealed class EventFiles
{
    private const string Apart = ".apart";

    private readonly IJournalStorage _storage;
    private readonly int _chunkBytes;
    private readonly List<long> _firsts = [];
    private readonly List<string> _cut = [];

    public EventFiles(IJournalStorage storage, int chunkBytes)
    {
        (_storage, _chunkBytes) = (storage, chunkBytes);
        _firsts.AddRange(storage.List().Select(EventChunk.FirstSequenceOf).OfType<long>().Order());
    }

    private EventFiles(IJournalStorage storage, int chunkBytes, IEnumerable<long> firsts)
    {
        (_storage, _chunkBytes) = (storage, chunkBytes);
        _firsts.AddRange(firsts);
    }

    /// <summary>The first record there is; null for none.</summary>
    public long? First => _firsts.Count == 0 ? null : _firsts[0];

    public void Add(long first) => _firsts.Add(first);

    /// <summary>The first record of the file that a record is in; null when it comes before all of them.</summary>
    public long? Holding(long sequence) => Place(sequence) is >= 0 and var place ? _firsts[place] : null;

    /// <summary>The first record of the file after the one that a record is in; null for none.</summary>
    public long? After(long sequence) => Place(sequence) + 1 is var next && next < _firsts.Count ? _firsts[next] : null;

    /// <summary>Reads a file as far as its records are whole.</summary>
    /// <exception cref="EventsGoneException">It cannot be read.</exception>
    public EventChunk Load(long first, long wanted, out long last)
    {
        byte[] bytes;
        try
        {
            bytes = StreamStore.Read(_storage, EventChunk.NameOf(first));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new EventsGoneException(wanted, After(first) ?? wanted + 1, first - 1, cause);
        }

        (var length, last) = EventChunk.Check(bytes, first);
        var chunk = new EventChunk(first, Math.Max(_chunkBytes, length));
        chunk.Adopt(bytes.AsSpan(0, length));
        return chunk;
    }

    /// <summary>The last whole record of the newest file that has any, and its time; null for none.</summary>
    public (long Sequence, Timestamp At)? FindLast()
    {
        for (var place = _firsts.Count - 1; place >= 0; place--)
        {
            try
            {
                var chunk = Load(_firsts[place], _firsts[place], out var last);
                for (var offset = 0; chunk.TryRead(offset, out var record, out offset); )
                {
                    if (record.Sequence == last)
                        return (last, record.At);
                }
            }
            catch (EventsGoneException)
            {
                // The one before tells of less, and of that with certainty.
            }
        }

        return null;
    }

    /// <summary>Whether what comes after a record can be written on behind it: the file that it belongs into is whole up to there.</summary>
    public bool Reaches(long sequence) =>
        sequence == 0 || (Place(sequence + 1) is >= 0 and var place && LoadReaching(_firsts[place], sequence) is not null);

    /// <summary>Leaves out what lies after a record. It stays on the device until <see cref="RemoveCut"/>.</summary>
    /// <param name="sequence">The record.</param>
    /// <returns>The file to write on; null when files do not reach the record: then a new one begins behind it, and what is whole before stays.</returns>
    public EventChunk? CutAfter(long sequence)
    {
        var place = Place(sequence + 1);
        var whole = place < 0 ? null : LoadReaching(_firsts[place], sequence);
        if (whole is null && place >= 0 && _firsts[place] > sequence)
            place--; // All of it is made again.

        _cut.AddRange(_firsts[(place + 1)..].Select(EventChunk.NameOf));
        _firsts.RemoveRange(place + 1, _firsts.Count - place - 1);
        return whole?.UpTo(sequence);
    }

    /// <summary>Records that no file has, whole, up to one.</summary>
    /// <param name="to">That record.</param>
    /// <param name="pause">Is called before each file.</param>
    public IReadOnlyList<EventGap> FindGaps(long to, Action pause)
    {
        var (gaps, next) = (new List<EventGap>(), 1L);
        foreach (var first in _firsts.Where(first => first <= to))
        {
            pause();
            if (first > next)
                gaps.Add(new(next, first - 1));

            next = Math.Max(next, LastOf(first) + 1);
        }

        if (next <= to)
            gaps.Add(new(next, to));

        return gaps;
    }

    /// <summary>The last whole record of a file; one less than its first for none.</summary>
    public long LastOf(long first)
    {
        try
        {
            Load(first, first, out var last);
            return last;
        }
        catch (EventsGoneException)
        {
            return first - 1;
        }
    }

    /// <summary>Takes away what was left out.</summary>
    public void RemoveCut()
    {
        foreach (var name in _cut)
        {
            _storage.Delete(name);
        }

        if (_cut.Count > 0)
            _storage.Sync();

        _cut.Clear();
    }

    /// <summary>What lies after a record gets another name; of the file that it is in, a copy does, and the file ends with the record.</summary>
    public void PutAsideAfter(long sequence)
    {
        foreach (var first in _firsts.Where(first => first > sequence))
        {
            var name = EventChunk.NameOf(first);
            _storage.Rename(name, JournalRestore.ApartName(_storage, name));
        }

        if (Holding(sequence) is not { } holding || LastOf(holding) <= sequence)
            return;

        var (chunk, kept) = (EventChunk.NameOf(holding), Load(holding, holding, out _).UpTo(sequence).Length);
        JournalRestore.CopyAside(_storage, chunk);
        using var file = _storage.Open(chunk, isWritable: true);
        file.Write(kept, new byte[file.Length - kept]);
        file.Sync();
    }

    /// <summary>Files that do not join what comes now are kept for people, under another name.</summary>
    public void PutAside()
    {
        foreach (var first in _firsts)
        {
            _storage.Rename(EventChunk.NameOf(first), EventChunk.NameOf(first) + Apart);
        }

        if (_firsts.Count > 0)
            _storage.Sync();

        _firsts.Clear();
    }

    /// <summary>The same as they are now, for another thread.</summary>
    public EventFiles Copy() => new(_storage, _chunkBytes, _firsts);

    private EventChunk? LoadReaching(long first, long sequence)
    {
        try
        {
            var chunk = Load(first, sequence, out var last);
            return last < sequence ? null : chunk;
        }
        catch (EventsGoneException)
        {
            return null;
        }
    }

    private int Place(long sequence)
    {
        var place = _firsts.BinarySearch(sequence);
        return place >= 0 ? place : ~place - 1;
    }
}
