using Plimsoll.Host.Stream;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.Events;

/// <summary>The latest records, each read once for all who follow the stream. Whoever is further behind reads for himself; nobody waits for anybody.</summary>
/// <param name="band">See <see cref="RecordView"/>.</param>
/// <param name="most">How much memory they may take, about, in bytes.</param>
internal sealed class SharedRecords(Rate band, long most = 32 << 20)
{
    /// <summary>How many at most; a power of two.</summary>
    public const int Kept = 1_024;

    private readonly SharedRecord?[] _slots = new SharedRecord?[Kept];
    private readonly Lock _gate = new();
    private long _weight;
    private long _oldest;

    /// <summary>About how much memory they take, in bytes.</summary>
    public long Weight => Volatile.Read(ref _weight);

    /// <summary>A record, read already or now.</summary>
    /// <exception cref="Plimsoll.Engine.Events.EventFormatException">It is of another version of the program.</exception>
    public SharedRecord Of(StreamRecord record)
    {
        if (Volatile.Read(ref SlotOf(record.Sequence)) is { } known && known.Sequence == record.Sequence)
            return known;

        var made = new SharedRecord(record, band);
        lock (_gate)
        {
            Keep(made);
        }

        return made;
    }

    private void Keep(SharedRecord made)
    {
        ref var slot = ref SlotOf(made.Sequence);
        // Of one that is behind: its record would take the place of one that many will ask for.
        if (slot?.Sequence >= made.Sequence || made.Weight > most)
            return;

        _oldest = Math.Max(_oldest, made.Sequence - Kept + 1);
        _weight += made.Weight - (slot?.Weight ?? 0);
        Volatile.Write(ref slot, made);
        for (; _weight > most && _oldest < made.Sequence; _oldest++)
        {
            ref var oldest = ref SlotOf(_oldest);
            // Also one from before a leap, which nobody will ask for: else it would stay, and what is new would have to go for it.
            if (oldest is null || oldest.Sequence > _oldest)
                continue;

            _weight -= oldest.Weight;
            Volatile.Write(ref oldest, null);
        }
    }

    private ref SharedRecord? SlotOf(long sequence) => ref _slots[sequence & (Kept - 1)];
}
