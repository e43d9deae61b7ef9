using Plimsoll.Engine.Events;
using Plimsoll.Host.Stream;
using Plimsoll.Server.Api.Events;

namespace Plimsoll.Server.Api.History;

/// <summary>Records of the stream in their order, read by turns.</summary>
internal static class HistoryRecords
{
    /// <summary>Records with their events; each holds until the next.</summary>
    /// <exception cref="EventsGoneException">One cannot be read.</exception>
    public static async IAsyncEnumerable<RecordView> ReadAsync(VenueApi api, long first, long last, HistoryReading reading)
    {
        var view = api.NewView();
        await foreach (var record in ReadRawAsync(api, first, last, reading).ConfigureAwait(false))
        {
            Load(view, record);
            yield return view;
        }
    }

    /// <summary>Records as they are stored.</summary>
    /// <exception cref="EventsGoneException">One cannot be read.</exception>
    public static async IAsyncEnumerable<StreamRecord> ReadRawAsync(VenueApi api, long first, long last, HistoryReading reading)
    {
        if (first > last)
            yield break;

        var cursor = api.Host.Events.Read(first);
        while (cursor.Next <= last)
        {
            await reading.StepAsync().ConfigureAwait(false);
            if (!TryRead(cursor, out var record))
                yield break;

            yield return record;
        }
    }

    private static bool TryRead(EventCursor cursor, out StreamRecord record)
    {
        try
        {
            return cursor.TryRead(out record);
        }
        catch (IOException cause)
        {
            throw new EventsGoneException(cursor.Next, cursor.Next + 1, cursor.Next - 1, cause);
        }
    }

    private static void Load(RecordView view, in StreamRecord record)
    {
        try
        {
            view.Load(record);
        }
        catch (EventFormatException cause)
        {
            throw new EventsGoneException(record.Sequence, record.Sequence + 1, record.Sequence - 1, cause);
        }
    }
}
