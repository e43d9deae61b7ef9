using System.Globalization;
using Plimsoll.Journal.Storage;

namespace Plimsoll.Journal.Segments;

/// <summary>Writes records into new segments, which count for nothing until all of them are durable and get their names.</summary>
internal sealed class RestoredSegments(IJournalStorage storage, long number, IReadOnlyCollection<string> taken, int most) : IDisposable
{
    private const string Prefix = "restore-";
    private const string Suffix = ".new";

    private readonly List<string> _made = [];
    private IJournalFile? _file;
    private SegmentHeader? _header;
    private long _size;

    /// <summary>Whether a file is one that never got its name.</summary>
    public static bool IsOne(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal);

    /// <summary>Begins a segment.</summary>
    /// <param name="first">Its first record.</param>
    /// <param name="chain">The running hash before it.</param>
    public void Begin(long first, ReadOnlySpan<byte> chain)
    {
        Finish();
        var name = FreeName();
        _file = storage.Create(name);
        _header = new(number + _made.Count, first, chain.ToArray());
        _size = SegmentHeader.Size;
        _made.Add(name);
    }

    /// <summary>Adds a record, and begins another segment when this one has enough.</summary>
    /// <param name="sequence">Its number.</param>
    /// <param name="before">The running hash before it.</param>
    /// <param name="record">Its bytes.</param>
    public void Add(long sequence, ReadOnlySpan<byte> before, ReadOnlySpan<byte> record)
    {
        if (_size > SegmentHeader.Size && _size + record.Length > most)
            Begin(sequence, before);

        _file!.Write(_size, record);
        _size += record.Length;
    }

    /// <summary>All of it is durable when this returns.</summary>
    public void Finish()
    {
        if (_file is not { } file)
            return;

        file.Write(0, (_header! with { Length = _size }).ToBytes());
        file.Sync();
        Dispose();
        storage.Sync();
    }

    /// <summary>Gives them their names.</summary>
    public void Name()
    {
        for (var i = 0; i < _made.Count; i++)
        {
            storage.Rename(_made[i], SegmentHeader.NameOf(number + i));
        }

        storage.Sync();
    }

    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }

    private string FreeName()
    {
        for (var i = 1; ; i++)
        {
            var name = Prefix + i.ToString(CultureInfo.InvariantCulture) + Suffix;
            if (!taken.Contains(name) && !_made.Contains(name))
                return name;
        }
    }
}
