using System.Globalization;
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
    public async Task<HistoryPage> PageAsync(HistoryRange range, HistoryOrder order, string? after, int? limit, HistoryReading reading)
    {
        var most = limit ?? RowsOtherwise;
        if (most is < 1 or > MostRows)
            throw Refusals.Bad("limit", $"expected 1 to {EventWriter.Digits(MostRows)}.");

        if (order == HistoryOrder.Newest)
            return await PageBackAsync(range, after, most, reading).ConfigureAwait(false);

        var (first, carried) = Begin(range, after);
        using var rows = new RowBuffer();
        await source.BeginAsync(first, carried, reading).ConfigureAwait(false);
        var (last, end) = (first - 1, Math.Min(range.Last, first + MostRecords - 1));
        try
        {
            await foreach (var record in HistoryRecords.ReadAsync(api, first, end, reading).ConfigureAwait(false))
            {
                await source.AddAsync(record, rows, reading).ConfigureAwait(false);
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

    /// <summary>All rows, one after the other: looks at what is asked, and gives what reads them.</summary>
    public async Task<Func<HistoryReading, IAsyncEnumerable<RawJson>>> AllAsync(
        HistoryRange range,
        HistoryOrder order,
        string? after,
        int? limit,
        HistoryReading reading
    )
    {
        var most = limit ?? long.MaxValue;
        if (order == HistoryOrder.Newest)
        {
            if (limit is null)
                RequireWhole(range.First, LastBefore(range, after).Last);

            return later => AllBackAsync(range, after, most, later);
        }

        var (first, carried) = Begin(range, after);
        if (limit is null)
            RequireWhole(first, range.Last);

        await source.BeginAsync(first, carried, reading).ConfigureAwait(false);
        return later => RowsAsync(first, range.Last, most, later);
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

    private async Task<HistoryPage> PageBackAsync(HistoryRange range, string? after, int most, HistoryReading reading)
    {
        var (last, carried) = LastBefore(range, after);
        if (last >= range.First)
            await source.BeginAsync(last + 1, carried, reading).ConfigureAwait(false);

        var (rows, seen) = await BackwardScan
            .ReadAsync(range.First, last, most, MostRecords, (from, to) => StretchAsync(from, to, reading))
            .ConfigureAwait(false);
        var next =
            seen > range.First ? EventWriter.Digits(seen) + await source.CarriedBackAsync(seen, reading).ConfigureAwait(false) : null;
        return new(rows, next, api.Host.Events.FirstSequence, last);
    }

    private async IAsyncEnumerable<RawJson> AllBackAsync(HistoryRange range, string? after, long most, HistoryReading reading)
    {
        do
        {
            var page = await PageBackAsync(range, after, MostRows, reading).ConfigureAwait(false);
            foreach (var row in page.Items)
            {
                if (most-- <= 0)
                    yield break;

                yield return row;
            }

            after = page.Next;
        } while (after is not null);
    }

    /// <summary>Records with their rows.</summary>
    private async IAsyncEnumerable<(long Sequence, IReadOnlyList<RawJson> Rows)> StretchAsync(long first, long last, HistoryReading reading)
    {
        await source.GoBackAsync(first, last, reading).ConfigureAwait(false);
        using var rows = new RowBuffer();
        await foreach (var record in HistoryRecords.ReadAsync(api, first, last, reading).ConfigureAwait(false))
        {
            await source.AddAsync(record, rows, reading).ConfigureAwait(false);
            if (rows.Rows.Count > 0)
                yield return (record.Record.Sequence, rows.Rows.ToArray());

            rows.Rows.Clear();
        }
    }

    private async IAsyncEnumerable<RawJson> RowsAsync(long first, long last, long most, HistoryReading reading)
    {
        using var rows = new RowBuffer();
        await foreach (var record in HistoryRecords.ReadAsync(api, first, last, reading).ConfigureAwait(false))
        {
            await source.AddAsync(record, rows, reading).ConfigureAwait(false);
            foreach (var row in rows.Rows)
            {
                if (most-- <= 0)
                    yield break;

                yield return row;
            }

            rows.Rows.Clear();
        }
    }

    private static (long Last, string? Carried) LastBefore(HistoryRange range, string? after)
    {
        if (after is null)
            return (range.Last, null);

        var (seen, carried) = Parse(after);
        if (seen < range.First)
            throw Refusals.Bad("after", "expected the next of the page before.");

        // What was carried holds before the record that was seen, and nowhere else.
        return seen - 1 > range.Last ? (range.Last, null) : (seen - 1, carried.Length == 0 ? null : carried);
    }

    private static (long First, string? Carried) Begin(HistoryRange range, string? after)
    {
        if (after is null)
            return (range.First, null);

        var (last, carried) = Parse(after);
        if (last < range.First - 1)
            throw Refusals.Bad("after", "expected the next of the page before.");

        last = Math.Min(last, Math.Max(range.First - 1, range.Last));
        return (last + 1, carried);
    }

    /// <summary>The record where the page before ended, and what its cursor kept beside it.</summary>
    private static (long Sequence, string Carried) Parse(string after)
    {
        var end = after.IndexOf('~', StringComparison.Ordinal);
        return long.TryParse(end < 0 ? after : after[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? (sequence, end < 0 ? "" : after[end..])
            : throw Refusals.Bad("after", "expected the next of the page before.");
    }
}
