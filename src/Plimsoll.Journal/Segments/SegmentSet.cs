using Plimsoll.Journal.Storage;

namespace Plimsoll.Journal.Segments;

/// <summary>The segments of a journal, in order, and what a crash left of one that was still being made.</summary>
internal sealed class SegmentSet
{
    public const string Spare = "next.new";

    private SegmentSet() { }

    /// <summary>Those that count, up to the first whose header is not whole.</summary>
    public List<SegmentHeader> Headers { get; } = [];

    /// <summary>Files that were never finished: they never had the name of a segment.</summary>
    public List<string> Leftovers { get; } = [];

    /// <summary>The first damage that headers and lengths show; null for none. Records before it can be read.</summary>
    public JournalCorruptedException? Damage { get; private set; }

    public static SegmentSet Load(IJournalStorage storage)
    {
        var (set, numbers) = (new SegmentSet(), new List<long>());
        foreach (var name in storage.List())
        {
            if (name == Spare)
                set.Leftovers.Add(name);
            else if (name == BegunRestore.Name)
                set.Found(BegunRestore.Damage(storage.Place));
            else if (SegmentHeader.NumberOf(name) is { } number)
                numbers.Add(number);
        }

        numbers.Sort();
        foreach (var number in numbers)
        {
            try
            {
                if (!set.TryAdd(storage, number))
                    break;
            }
            catch (FileNotFoundException) when (IsGone(storage, SegmentHeader.NameOf(number))) { }
        }

        return set;
    }

    /// <summary>For who needs all of it.</summary>
    /// <exception cref="JournalCorruptedException">A header, or a length, is not what it was.</exception>
    public SegmentSet RequireWhole() => Damage is { } damage ? throw damage : this;

    /// <summary>Where the records of a segment end that do not count: at the next one's first.</summary>
    public long? EndOf(int place) => place + 1 < Headers.Count ? Headers[place + 1].FirstSequence : null;

    public SegmentCursor Open(IJournalStorage storage, int place) => Open(storage, Headers[place]);

    public static SegmentCursor Open(IJournalStorage storage, SegmentHeader header)
    {
        using var file = storage.Open(header.Name, isWritable: false);
        var bytes = new byte[file.Length];
        var read = file.Read(0, bytes);
        return new(storage.Place, header, read == bytes.Length ? bytes : bytes[..read]);
    }

    /// <summary>What a segment says of itself: its header where that is whole, and what header and length show to be damaged.</summary>
    /// <param name="storage">Where it is.</param>
    /// <param name="number">The number in its name.</param>
    /// <param name="from">The first record of the segment before; 0 for none.</param>
    public static (SegmentHeader? Header, JournalCorruptedException? Damage) Judge(IJournalStorage storage, long number, long from)
    {
        var (place, name) = (storage.Place, SegmentHeader.NameOf(number));
        using var file = storage.Open(name, isWritable: false);
        var bytes = new byte[SegmentHeader.Size];
        var length = file.Length;
        SegmentHeader header;
        try
        {
            header = SegmentHeader.Read(place, name, number, bytes.AsSpan(0, file.Read(0, bytes)), from);
        }
        catch (JournalCorruptedException damage)
        {
            return (null, damage);
        }

        if (header.FirstSequence < from)
        {
            var why = $"expected to begin at record {from} or later, as the segment before; found {header.FirstSequence}.";
            return (null, new(place, name, 24, why, from));
        }

        var missing = $"expected {header.Length} bytes; found {length}: its end is missing.";
        return (header, length < header.Length ? new(place, name, length, missing, header.FirstSequence) : null);
    }

    /// <summary>Whether those after it can follow.</summary>
    private bool TryAdd(IJournalStorage storage, long number)
    {
        var (header, damage) = Judge(storage, number, Headers.Count == 0 ? 0 : Headers[^1].FirstSequence);
        if (damage is not null)
            Found(damage);

        if (header is not null)
            Headers.Add(header);

        return header is not null;
    }

    private void Found(JournalCorruptedException damage) => Damage ??= damage;

    /// <summary>A writer beside may take away what it needs no more, between the list and the look.</summary>
    public static bool IsGone(IJournalStorage storage, string name) => !storage.List().Contains(name, StringComparer.Ordinal);
}
