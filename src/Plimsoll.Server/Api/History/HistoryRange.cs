using System.Globalization;
using Plimsoll.Host.Stream;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.History;

/// <summary>Which records are asked for.</summary>
/// <param name="First">The first.</param>
/// <param name="Last">The last; no later than the latest there is.</param>
internal readonly record struct HistoryRange(long First, long Last)
{
    /// <summary>Reads the bounds: numbers of records, or times.</summary>
    /// <exception cref="ProblemException">They are neither, or what they ask for is not kept.</exception>
    public static HistoryRange Of(EventStream events, string? from, string? to)
    {
        var last = events.LastSequence;
        var first = from is null ? events.FirstSequence : Bound(events, from, "from", isEnd: false);
        if (first < events.FirstSequence)
            throw new ProblemException(GoneEvents.Of(new(first, events.FirstSequence)) with { Field = "from" });

        // What has not happened yet is an empty range, however far away it begins.
        first = Math.Min(first, last + 1);
        return new(first, to is null ? last : Math.Min(last, Bound(events, to, "to", isEnd: true)));
    }

    private static long Bound(EventStream events, string text, string field, bool isEnd)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
            return sequence;

        if (!TimeText.TryParse(text, out var time))
            throw Refusals.Bad(
                field,
                $"expected a record's number, or {TimeText.Permitted}.",
                "Send digits, or a time such as 2026-01-31T08:00:00Z."
            );

        return isEnd ? FirstAfter(events, time.Value, isIncluded: false) - 1 : FirstAfter(events, time.Value, isIncluded: true);
    }

    /// <summary>The next record that can be read, from one on.</summary>
    private static bool TryFind(EventStream events, long from, out StreamRecord record, out long before)
    {
        before = from - 1;
        while (true)
        {
            try
            {
                return events.Read(from).TryRead(out record);
            }
            catch (EventsGoneException gone)
            {
                (before, from) = (Math.Min(before, gone.Before), Math.Max(from + 1, gone.First));
            }
        }
    }

    /// <summary>The first record at or after a time: times go up with numbers, so that halving finds it.</summary>
    private static long FirstAfter(EventStream events, Timestamp time, bool isIncluded)
    {
        var (low, high) = (events.FirstSequence, events.LastSequence + 1);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (!TryFind(events, middle, out var record, out var before) || (isIncluded ? record.At >= time : record.At > time))
                high = Math.Max(low, before + 1);
            else
                low = record.Sequence + 1;
        }

        return low;
    }
}
