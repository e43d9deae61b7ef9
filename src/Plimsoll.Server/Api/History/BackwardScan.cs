using Plimsoll.Host.Stream;

namespace Plimsoll.Server.Api.History;

/// <summary>Goes through records from the newest to the oldest. The stream is read forwards alone: so a stretch at a time, each longer than the one after it.</summary>
internal static class BackwardScan
{
    private const long FirstStretch = 256;
    private const long LongestStretch = 65_536;

    /// <summary>Rows of records, the newest first; a record is never parted.</summary>
    /// <param name="first">The oldest record that is asked for.</param>
    /// <param name="last">The newest.</param>
    /// <param name="most">How many rows are enough.</param>
    /// <param name="mostRecords">How many records are looked at, about.</param>
    /// <param name="read">Reads a stretch, oldest record first: those that have rows. What it gave of a record stays as it is.</param>
    /// <exception cref="EventsGoneException">The newest record asked for cannot be read; when it is an older one, the rows end behind it.</exception>
    /// <returns>The rows, and the oldest record that was seen.</returns>
    public static async Task<(List<T> Rows, long Seen)> ReadAsync<T>(
        long first,
        long last,
        int most,
        long mostRecords,
        Func<long, long, IAsyncEnumerable<(long Sequence, IReadOnlyList<T> Rows)>> read
    )
    {
        var (rows, seen) = (new List<T>(), last + 1);
        for (var stretch = FirstStretch; seen > first && rows.Count < most && last + 1 - seen < mostRecords; )
        {
            var from = Math.Max(first, seen - stretch);
            try
            {
                seen = await AddWholeAsync(rows, from, seen, most, read).ConfigureAwait(false);
            }
            catch (EventsGoneException) when (seen <= last)
            {
                // The page ends behind it, and the next one is told.
                break;
            }

            stretch = Math.Min(stretch * 4, LongestStretch);
        }

        return (rows, seen);
    }

    /// <summary>Of a stretch in which something cannot be read, what lies behind that.</summary>
    private static async Task<long> AddWholeAsync<T>(
        List<T> rows,
        long from,
        long seen,
        int most,
        Func<long, long, IAsyncEnumerable<(long Sequence, IReadOnlyList<T> Rows)>> read
    )
    {
        while (true)
        {
            try
            {
                return await AddAsync(rows, from, read(from, seen - 1), most).ConfigureAwait(false);
            }
            catch (EventsGoneException gone) when (gone.First > from && gone.First < seen)
            {
                from = gone.First;
            }
        }
    }

    /// <summary>Keeps no more of a stretch than is needed of its end.</summary>
    private static async Task<long> AddAsync<T>(
        List<T> rows,
        long from,
        IAsyncEnumerable<(long Sequence, IReadOnlyList<T> Rows)> stretch,
        int most
    )
    {
        var (kept, count, needed) = (new Queue<(long Sequence, IReadOnlyList<T> Rows)>(), 0, most - rows.Count);
        await foreach (var record in stretch.ConfigureAwait(false))
        {
            kept.Enqueue(record);
            count += record.Rows.Count;
            while (count - kept.Peek().Rows.Count >= needed)
            {
                count -= kept.Dequeue().Rows.Count;
            }
        }

        var seen = count >= needed ? kept.Peek().Sequence : from;
        foreach (var record in kept.Reverse())
        {
            rows.AddRange(record.Rows.Reverse());
        }

        return seen;
    }
}
