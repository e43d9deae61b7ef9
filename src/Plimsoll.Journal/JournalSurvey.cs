using Plimsoll.Journal.Segments;
using Plimsoll.Journal.Storage;

namespace Plimsoll.Journal;

/// <summary>All that is damaged or missing in a journal, and not the first of it alone: each segment is judged by itself, from the running hash that its header holds.</summary>
/// <remarks>docs/spec/0026-journal.md, JRNL-025.</remarks>
public static class JournalSurvey
{
    /// <summary>Looks at every segment; changes nothing.</summary>
    /// <param name="storage">Where the journal is.</param>
    /// <returns>Of each damaged segment the first damage, in their order; a missing segment is told as the missing end of the one before it. Empty where all is whole.</returns>
    public static IReadOnlyList<JournalDamage> Of(IJournalStorage storage)
    {
        ArgumentNullException.ThrowIfNull(storage);
        var found = new List<JournalDamage>();
        if (BegunRestore.IsThere(storage))
            found.Add(new(BegunRestore.Damage(storage.Place), 0, 0));

        var segments = Segments(storage);
        for (var i = 0; i < segments.Count; i++)
        {
            var (header, damage) = segments[i];
            if (damage is not null)
                found.Add(new(damage, 0, 0));
            else if (Read(storage, header!, i + 1 < segments.Count ? segments[i + 1].Header : null) is { } place)
                found.Add(place);
        }

        return found;
    }

    private static List<(SegmentHeader? Header, JournalCorruptedException? Damage)> Segments(IJournalStorage storage)
    {
        var (segments, from) = (new List<(SegmentHeader? Header, JournalCorruptedException? Damage)>(), 0L);
        foreach (var number in storage.List().Select(SegmentHeader.NumberOf).OfType<long>().Order())
        {
            try
            {
                segments.Add(SegmentSet.Judge(storage, number, from));
                from = segments[^1].Header?.FirstSequence ?? from;
            }
            catch (FileNotFoundException) when (SegmentSet.IsGone(storage, SegmentHeader.NameOf(number))) { }
        }

        return segments;
    }

    /// <summary>Reads a segment to its end: where the next one begins, or, where there is none or its header is lost, where no record follows.</summary>
    private static JournalDamage? Read(IJournalStorage storage, SegmentHeader header, SegmentHeader? next)
    {
        SegmentCursor cursor;
        try
        {
            cursor = SegmentSet.Open(storage, header);
        }
        catch (FileNotFoundException) when (SegmentSet.IsGone(storage, header.Name))
        {
            return null;
        }

        try
        {
            while (next is null || cursor.Expected < next.FirstSequence)
            {
                if (cursor.Next())
                    continue;

                if (next is not null)
                    throw cursor.Missing($"since the next segment begins at {next.FirstSequence}");

                // Of one whose successor has no whole header it is not known where it ends: what proves nothing is no damage.
                _ = TailJudge.Unfinished(cursor);
                return null;
            }

            JournalReader.RequireContinued(storage.Place, cursor, next);
            return null;
        }
        catch (JournalCorruptedException damage)
        {
            return next is null || cursor.Expected == next.FirstSequence
                ? new(damage, 0, 0)
                : new(damage, cursor.Expected, next.FirstSequence - 1);
        }
    }
}
