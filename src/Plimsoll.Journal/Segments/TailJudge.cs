namespace Plimsoll.Journal.Segments;

/// <summary>Tells a tail that never reached the device from damage to what had.</summary>
/// <remarks>
/// After the last whole record of the newest segment there are zeros, or what a crash left of records that nobody was told of. Parts of those may have arrived and others
/// not, in any order; but what did not arrive is zero, since segments are written with zeros first. A record that was told of cannot lack a part. docs/spec/0026-journal.md.
/// </remarks>
internal static class TailJudge
{
    private const int Sector = 512;
    private const int Word = 8;

    /// <summary>How many bytes of an unfinished tail there are, zero for none.</summary>
    /// <exception cref="JournalCorruptedException">What lies there was durable once.</exception>
    public static int Unfinished(SegmentCursor cursor)
    {
        var rest = cursor.Bytes[cursor.Offset..];
        var used = rest.LastIndexOfAnyExcept((byte)0) + 1;
        if (used == 0)
            return 0;

        RequireNothingDurable(cursor, rest[..used]);
        if (!LacksAPart(cursor, rest))
            throw cursor.Missing("or the zeros that an unfinished write leaves");

        return used;
    }

    /// <summary>A later record that was written when this one was durable already is a witness.</summary>
    private static void RequireNothingDurable(SegmentCursor cursor, ReadOnlySpan<byte> rest)
    {
        for (var place = 0; place < rest.Length; place += Word)
        {
            if (
                RecordForm.TryReadHead(rest[place..], out var head)
                && head.Sequence > cursor.Expected
                && head.Durable >= cursor.Expected
                && RecordForm.IsWhole(rest[place..], head)
            )
            {
                throw cursor.Missing($"which was durable when record {head.Sequence} was written");
            }
        }
    }

    private static bool LacksAPart(SegmentCursor cursor, ReadOnlySpan<byte> rest)
    {
        var size = RecordForm.Head;
        if (RecordForm.TryReadHead(rest, out var head))
        {
            if (head.Sequence != cursor.Expected)
                return false;

            size = RecordForm.SizeOf(head.Length);
        }

        if (size > rest.Length || rest[size - 1] == 0)
            return true;

        for (var place = 0; place < size; )
        {
            // A record begins anywhere in a sector; the device takes or loses whole ones.
            var end = Math.Min(size, place + Sector - ((cursor.Offset + place) % Sector));
            if (!rest[place..end].ContainsAnyExcept((byte)0))
                return true;

            place = end;
        }

        return false;
    }
}
