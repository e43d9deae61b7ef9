namespace Plimsoll.Journal.Segments;

/// <summary>Walks over the records of one segment, as long as each is whole, has the next number and carries the running hash on.</summary>
internal sealed class SegmentCursor
{
    private readonly string _place;
    private readonly byte[] _bytes;
    private readonly Chain _chain = new();
    private readonly byte[] _next = new byte[Segments.Chain.Size];
    private int _start;

    public SegmentCursor(string place, SegmentHeader header, byte[] bytes)
    {
        (_place, Header, _bytes) = (place, header, bytes);
        (Offset, Expected) = (SegmentHeader.Size, header.FirstSequence);
        header.PreviousChain.CopyTo(Chain, 0);
    }

    public SegmentHeader Header { get; }

    /// <summary>Where the next record begins.</summary>
    public int Offset { get; private set; }

    /// <summary>The next record's number.</summary>
    public long Expected { get; private set; }

    /// <summary>The running hash before the next record.</summary>
    public byte[] Chain { get; } = new byte[Segments.Chain.Size];

    /// <summary>The record that was read last.</summary>
    public RecordHead Head { get; private set; }

    public ReadOnlySpan<byte> Payload => RecordForm.Payload(_bytes.AsSpan(_start), Head);

    /// <summary>Everything in the file.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Whether there was a next record. If not, what lies at <see cref="Offset"/> is for others to judge.</summary>
    /// <exception cref="JournalCorruptedException">A whole record that does not follow from the one before.</exception>
    public bool Next()
    {
        var rest = _bytes.AsSpan(Offset);
        if (!RecordForm.TryReadHead(rest, out var head) || head.Sequence != Expected || !RecordForm.IsWhole(rest, head))
            return false;

        _chain.Next(Chain, head.Sequence, head.Time, RecordForm.Payload(rest, head), _next);
        if (!RecordForm.ChainOf(rest, head).SequenceEqual(_next))
        {
            throw new JournalCorruptedException(
                _place,
                Header.Name,
                Offset,
                $"record {head.Sequence} is whole, but its running hash does not follow from the record before: another journal's record, or an earlier one was changed.",
                JournalAdvice.Before(head.Sequence, Header.FirstSequence)
            );
        }

        _next.CopyTo(Chain, 0);
        (_start, Head) = (Offset, head);
        (Offset, Expected) = (Offset + RecordForm.SizeOf(head.Length), head.Sequence + 1);
        return true;
    }

    /// <summary>What there is to say of a place where a record had to be.</summary>
    public JournalCorruptedException Missing(string why)
    {
        var rest = _bytes.AsSpan(Offset);
        var found =
            !rest.ContainsAnyExcept((byte)0) ? "nothing: a segment may be missing, or the end of this one"
            : RecordForm.TryReadHead(rest, out var head)
                ? head.Sequence == Expected ? "one whose checksum does not fit"
                    : $"record {head.Sequence}"
            : "bytes that are none";
        var from = JournalAdvice.Before(Expected, Header.FirstSequence);
        return new(_place, Header.Name, Offset, $"expected record {Expected}, {why}; found {found}.", from);
    }
}
