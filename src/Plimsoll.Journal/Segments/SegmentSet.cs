using Plimsoll.Journal.Storage;

namespace Plimsoll.Journal.Segments;

/// <summary>The segments of a journal, in order, and what a crash left of one that was still being made.</summary>
internal sealed class SegmentSet
{
    public const string Spare = "next.new";

    private readonly string _place;

    private SegmentSet(string place) => _place = place;

    /// <summary>Those that count, up to the first whose header is not whole.</summary>
    public List<SegmentHeader> Headers { get; } = [];

    /// <summary>Files that were never finished: they never had the name of a segment.</summary>
    public List<string> Leftovers { get; } = [];

    /// <summary>The first damage that headers and lengths show; null for none. Records before it can be read.</summary>
    public JournalCorruptedException? Damage { get; private set; }

    public static SegmentSet Load(IJournalStorage storage)
    {
        var (set, numbers) = (new SegmentSet(storage.Place), new List<long>());
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
            var name = SegmentHeader.NameOf(number);
            try
            {
                if (!set.TryAdd(storage, name, number))
                    break;
            }
            catch (FileNotFoundException) when (IsGone(storage, name)) { }
        }

        return set;
    }

    /// <summary>For who needs all of it.</summary>
    /// <exception cref="JournalCorruptedException">A header, or a length, is not what it was.</exception>
    public SegmentSet RequireWhole() => Damage is { } damage ? throw damage : this;

    /// <summary>Where the records of a segment end that do not count: at the next one's first.</summary>
    public long? EndOf(int place) => place + 1 < Headers.Count ? Headers[place + 1].FirstSequence : null;

    public SegmentCursor Open(IJournalStorage storage, int place)
    {
        var header = Headers[place];
        using var file = storage.Open(header.Name, isWritable: false);
        var bytes = new byte[file.Length];
        var read = file.Read(0, bytes);
        return new(storage.Place, header, read == bytes.Length ? bytes : bytes[..read]);
    }

    /// <summary>Whether those after it can follow.</summary>
    private bool TryAdd(IJournalStorage storage, string name, long number)
    {
        using var file = storage.Open(name, isWritable: false);
        var bytes = new byte[SegmentHeader.Size];
        var (length, from) = (file.Length, Headers.Count == 0 ? 0 : Headers[^1].FirstSequence);
        SegmentHeader header;
        try
        {
            header = SegmentHeader.Read(_place, name, number, bytes.AsSpan(0, file.Read(0, bytes)), from);
        }
        catch (JournalCorruptedException damage)
        {
            Found(damage);
            return false;
        }

        if (Headers.Count > 0 && header.FirstSequence < from)
        {
            var why = $"expected to begin at record {from} or later, as the segment before; found {header.FirstSequence}.";
            Found(new(_place, name, 24, why, from));
            return false;
        }

        Headers.Add(header);
        if (length < header.Length)
            Found(new(_place, name, length, $"expected {header.Length} bytes; found {length}: its end is missing.", header.FirstSequence));

        return true;
    }

    private void Found(JournalCorruptedException damage) => Damage ??= damage;

    /// <summary>A writer beside may take away what it needs no more, between the list and the look.</summary>
    private static bool IsGone(IJournalStorage storage, string name) => !storage.List().Contains(name, StringComparer.Ordinal);
}
