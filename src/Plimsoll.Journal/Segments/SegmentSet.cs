using Plimsoll.Journal.Storage;

namespace Plimsoll.Journal.Segments;

/// <summary>The segments of a journal, in order, and what a crash left of others.</summary>
internal sealed class SegmentSet
{
    public const string Spare = "next.new";

    private SegmentSet(List<SegmentHeader> headers, List<string> leftovers) => (Headers, Leftovers) = (headers, leftovers);

    /// <summary>Those that count.</summary>
    public List<SegmentHeader> Headers { get; }

    /// <summary>Files that were never finished.</summary>
    public List<string> Leftovers { get; }

    public static SegmentSet Load(IJournalStorage storage)
    {
        var (headers, leftovers) = (new List<SegmentHeader>(), new List<string>());
        foreach (var name in storage.List())
        {
            if (name == Spare)
            {
                leftovers.Add(name);
                continue;
            }

            if (SegmentHeader.NumberOf(name) is not { } number)
                continue;

            try
            {
                if (ReadHeader(storage, name, number) is { } header)
                    headers.Add(header);
                else
                    leftovers.Add(name);
            }
            catch (FileNotFoundException) when (IsGone(storage, name)) { }
        }

        headers.Sort((left, right) => left.Number.CompareTo(right.Number));
        for (var i = 1; i < headers.Count; i++)
        {
            if (headers[i].FirstSequence < headers[i - 1].FirstSequence)
            {
                throw new JournalCorruptedException(
                    storage.Place,
                    headers[i].Name,
                    24,
                    $"expected to begin at record {headers[i - 1].FirstSequence} or later, as the segment before; found {headers[i].FirstSequence}."
                );
            }
        }

        return new(headers, leftovers);
    }

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

    private static SegmentHeader? ReadHeader(IJournalStorage storage, string name, long number)
    {
        using var file = storage.Open(name, isWritable: false);
        var bytes = new byte[SegmentHeader.Size];
        return SegmentHeader.Read(storage.Place, name, number, bytes.AsSpan(0, file.Read(0, bytes)));
    }

    /// <summary>A writer beside may take away what it needs no more, between the list and the look.</summary>
    private static bool IsGone(IJournalStorage storage, string name) => !storage.List().Contains(name, StringComparer.Ordinal);
}
