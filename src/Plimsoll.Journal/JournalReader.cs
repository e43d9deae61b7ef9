using Plimsoll.Journal.Segments;
using Plimsoll.Journal.Storage;

namespace Plimsoll.Journal;

/// <summary>Reads a journal and checks every record that it passes: number, checksums, running hash. Changes nothing.</summary>
public static class JournalReader
{
    /// <summary>Gives every record from a number on to a handler.</summary>
    /// <param name="storage">Where the journal is.</param>
    /// <param name="from">The first number wanted; segments that end before it are not opened.</param>
    /// <param name="handler">Who wants them.</param>
    /// <exception cref="JournalCorruptedException">Something that was durable is damaged or missing.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Records from <paramref name="from"/> on are gone already.</exception>
    public static JournalSummary Read(IJournalStorage storage, long from, JournalRecordHandler handler) =>
        Read(storage, from, long.MaxValue, handler);

    /// <summary>Gives every record from one number to another on to a handler. What comes later is not looked at, so that a writer may be adding to it.</summary>
    /// <param name="storage">Where the journal is.</param>
    /// <param name="from">The first number wanted; segments that end before it are not opened.</param>
    /// <param name="to">The last number wanted; when the journal ends before, its end is judged as at a start.</param>
    /// <param name="handler">Who wants them.</param>
    /// <exception cref="JournalCorruptedException">Something that was durable is damaged or missing.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Records from <paramref name="from"/> on are gone already.</exception>
    public static JournalSummary Read(IJournalStorage storage, long from, long to, JournalRecordHandler handler)
    {
        var set = SegmentSet.Load(storage);
        if (set.Headers.Count == 0)
            return new(1, 0, new byte[Chain.Size], 0, 0, set.RequireWhole().Leftovers);

        var oldest = set.Headers[0].FirstSequence;
        if (from < oldest)
            throw new ArgumentOutOfRangeException(nameof(from), from, $"Expected {oldest} or later: what was before is not kept any more.");

        SegmentCursor? cursor = null;
        for (var place = 0; place < set.Headers.Count; place++)
        {
            var end = set.EndOf(place);
            if (end <= from && place + 1 < set.Headers.Count)
                continue;

            RequireContinued(storage.Place, cursor, set.Headers[place]);
            cursor = set.Open(storage, place);
            Read(cursor, from, to, end, handler);
            if (cursor.Expected > to)
                return new(oldest, to, cursor.Chain, place + 1, 0, set.Leftovers);
        }

        set.RequireWhole();
        return new(oldest, cursor!.Expected - 1, cursor.Chain, set.Headers.Count, TailJudge.Unfinished(cursor), set.Leftovers)
        {
            NewestSegment = cursor.Header.Name,
            NewestFirst = cursor.Header.FirstSequence,
            End = cursor.Offset,
        };
    }

    /// <summary>The first record that is still there; 1 when there is none yet.</summary>
    /// <exception cref="JournalCorruptedException">The header of the oldest segment is damaged.</exception>
    public static long First(IJournalStorage storage)
    {
        var set = SegmentSet.Load(storage);
        return set.Headers is [var oldest, ..] ? oldest.FirstSequence
            : set.Damage is { } damage ? throw damage
            : 1;
    }

    /// <summary>Checks everything there is.</summary>
    /// <exception cref="JournalCorruptedException">Something that was durable is damaged or missing.</exception>
    public static JournalSummary Verify(IJournalStorage storage)
    {
        var set = SegmentSet.Load(storage);
        return Read(storage, set.Headers.Count == 0 ? 1 : set.Headers[0].FirstSequence, static _ => { });
    }

    private static void Read(SegmentCursor cursor, long from, long to, long? end, JournalRecordHandler handler)
    {
        while (cursor.Expected <= to && (end is null || cursor.Expected < end))
        {
            if (cursor.Next())
            {
                if (cursor.Head.Sequence >= from)
                    handler(new(cursor.Head.Sequence, cursor.Head.Time, cursor.Payload, cursor.Chain));
            }
            else if (end is null)
            {
                return;
            }
            else
            {
                throw cursor.Missing($"since the next segment begins at {end}");
            }
        }
    }

    internal static void RequireContinued(string place, SegmentCursor? before, SegmentHeader header)
    {
        if (before is not null && !before.Chain.AsSpan().SequenceEqual(header.PreviousChain))
        {
            throw new JournalCorruptedException(
                place,
                header.Name,
                32,
                $"expected the running hash that {before.Header.Name} ends with; found another: these segments are not of one journal.",
                JournalAdvice.Before(header.FirstSequence, before.Header.FirstSequence)
            );
        }
    }
}
