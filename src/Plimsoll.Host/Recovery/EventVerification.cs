using Plimsoll.Host.Stream;
using Plimsoll.Journal.Storage;

namespace Plimsoll.Host.Recovery;

/// <summary>Looks through the files of events. Changes nothing; a server may be writing them.</summary>
public static class EventVerification
{
    /// <summary>Every file, by the record that it begins with.</summary>
    public static IReadOnlyList<EventFileState> Read(IJournalStorage events)
    {
        ArgumentNullException.ThrowIfNull(events);
        var firsts = events.List().Select(EventChunk.FirstSequenceOf).OfType<long>().Order().ToList();
        return [.. firsts.Select((first, i) => Read(events, first, i + 1 < firsts.Count ? firsts[i + 1] - 1 : null))];
    }

    private static EventFileState Read(IJournalStorage events, long first, long? end)
    {
        var (name, bytes) = (EventChunk.NameOf(first), Array.Empty<byte>());
        try
        {
            bytes = StreamStore.Read(events, name);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // What cannot be read is as if it were empty.
        }

        var (length, last) = EventChunk.Check(bytes, first);
        // What comes after the newest file nobody knows; what stands in it behind damage shows that there was more.
        end ??= EventChunk.LastBehind(bytes, length, last) ?? last;
        var used = bytes.AsSpan().LastIndexOfAnyExcept((byte)0) + 1;
        return new(name, first, last, length, Math.Max(0, used - length), end > last ? new EventGap(last + 1, end.Value) : null);
    }
}
