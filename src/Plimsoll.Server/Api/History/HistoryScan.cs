using System.Globalization;
using Plimsoll.Engine.Events;
using Plimsoll.Host.Stream;
using Plimsoll.Server.Api.Events;
using Plimsoll.Server.Api.Translation;

namespace Plimsoll.Server.Api.History;

/// <summary>Goes through records and gives rows. What a page may look at is bounded: one that found little says where the next goes on.</summary>
internal sealed class HistoryScan(VenueApi api, HistoryRows source)
{
    /// <summary>The most rows of a page.</summary>
    public const int MostRows = 1_000;

    private const int RowsOtherwise = 100;
    private const long MostRecords = 500_000;

    /// <summary>A page.</summary>
    public HistoryPage Page(HistoryRange range, HistoryOrder order, string? after, int? limit, CancellationToken cancellation)
    {
        var most = limit ?? RowsOtherwise;
        if (most is < 1 or > MostRows)
            throw Refusals.Bad("limit", $"expected 1 to {EventWriter.Digits(MostRows)}.");

        if (order == HistoryOrder.Newest)
            return PageBack(range, after, most, cancellation);

        var (first, carried) = Begin(range, after);
        using var rows = new RowBuffer();
        source.Begin(first, carried, cancellation);
        var (last, end) = (first - 1, Math.Min(range.Last, first + MostRecords - 1));
        try
        {
            foreach (var record in Records(first, end, cancellation))
            {
                source.Add(record, rows);
                last = record.Record.Sequence;
                if (rows.Rows.Count >= most)
                    break;
            }
        }
        catch (EventsGoneException) when (last >= first)
        {
            // The page ends before it, and the next one is told.
        }

        var next = last < range.Last ? EventWriter.Digits(last) + source.Carried : null;
        return new(rows.Rows, next, api.Host.Events.FirstSequence, last);
    }

    /// <summary>All rows, one after the other.</summary>
    public IEnumerable<RawJson> All(HistoryRange range, HistoryOrder order, string? after, int? limit, CancellationToken cancellation)
    {
        if (order == HistoryOrder.Newest)
        {
            if (limit is null)
                RequireWhole(range.First, LastBefore(range, after));

            return AllBack(range, after, limit ?? long.MaxValue, cancellation);
        }

        var (first, carried) = Begin(range, after);
        if (limit is null)
            RequireWhole(first, range.Last);

        source.Begin(first, carried, cancellation);
        return Rows(first, range.Last, limit ?? long.MaxValue, cancellation);
    }

    /// <summary>Half an answer can only be broken off: so what is known not to be there is told before it begins.</summary>
    private void RequireWhole(long first, long last)
    {
        foreach (var gap in api.Host.Events.Gaps)
        {
            if (gap.Last >= first && gap.First <= last)
                throw new EventsGoneException(gap.First, gap.Last + 1, gap.First - 1);
        }
    }

    private HistoryPage PageBack(HistoryRange range, string? after, int most, CancellationToken cancellation)
    {
        var last = LastBefore(range, after);
        var (rows, seen) = BackwardScan.Read(range.First, last, most, MostRecords, (from, to) => Stretch(from, to, cancellation));
        return new(rows, seen > range.First ? EventWriter.Digits(seen) : null, api.Host.Events.FirstSequence, last);
    }

    private IEnumerable<RawJson> AllBack(HistoryRange range, string? after, long most, CancellationToken cancellation)
    {
        do
        {
            var page = PageBack(range, after, MostRows, cancellation);
            foreach (var row in page.Items)
            {
                if (most-- <= 0)
                    yield break;

                yield return row;
            }

            after = page.Next;
        } while (after is not null);
    }

    /// <summary>Records with their rows, each for itself: what a kind of history keeps from record to record begins anew.</summary>
    private IEnumerable<(long Sequence, IReadOnlyList<RawJson> Rows)> Stretch(long first, long last, CancellationToken cancellation)
    {
        source.Begin(first, null, cancellation);
        using var rows = new RowBuffer();
        foreach (var record in Records(first, last, cancellation))
        {
            source.Add(record, rows);
            if (rows.Rows.Count > 0)
                yield return (record.Record.Sequence, rows.Rows.ToArray());

            rows.Rows.Clear();
        }
    }

    private static long LastBefore(HistoryRange range, string? after)
    {
        if (after is null)
            return range.Last;

        if (!long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var seen) || seen < range.First)
            throw Refusals.Bad("after", "expected the next of the page before.");

        return Math.Min(range.Last, seen - 1);
    }

    private IEnumerable<RawJson> Rows(long first, long last, long most, CancellationToken cancellation)
    {
        using var rows = new RowBuffer();
        foreach (var record in Records(first, last, cancellation))
        {
            source.Add(record, rows);
            foreach (var row in rows.Rows)
            {
                if (most-- <= 0)
                    yield break;

                yield return row;
            }

            rows.Rows.Clear();
        }
    }

    private IEnumerable<RecordView> Records(long first, long last, CancellationToken cancellation)
    {
        if (first > last)
            yield break;

        var view = api.NewView();
        var cursor = api.Host.Events.Read(first);
        while (cursor.Next <= last && TryLoad(cursor, view))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return view;
        }
    }

    private static bool TryLoad(EventCursor cursor, RecordView view)
    {
        try
        {
            if (!cursor.TryRead(out var record))
                return false;

            view.Load(record);
            return true;
        }
        catch (Exception cause) when (cause is EventsGoneException or EventFormatException or IOException)
        {
            throw cause as EventsGoneException ?? new(cursor.Next, cursor.Next + 1, cursor.Next - 1, cause);
        }
    }

    private static (long First, string? Carried) Begin(HistoryRange range, string? after)
    {
        if (after is null)
            return (range.First, null);

        var end = after.IndexOf('~', StringComparison.Ordinal);
        var digits = end < 0 ? after : after[..end];
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var last) || last < range.First - 1)
            throw Refusals.Bad("after", "expected the next of the page before.");

        last = Math.Min(last, Math.Max(range.First - 1, range.Last));
        return (last + 1, end < 0 ? "" : after[end..]);
    }
}
