using Plimsoll.Host.Stream;
using Plimsoll.Journal;
using Plimsoll.Journal.Storage;

namespace Plimsoll.Host.Recovery;

/// <summary>Makes a venue whose journal is damaged, or has lost its end, go on from the last record that can still be proved; what comes later is given up.</summary>
/// <remarks>docs/spec/0027-host.md, HOST-035. Nothing is removed: what does not count any more gets another name.</remarks>
public sealed class VenueRestore
{
    private readonly IJournalStorage _storage;
    private readonly IJournalStorage _events;
    private readonly JournalRestore _journal;
    private readonly long _told;

    private VenueRestore(IJournalStorage storage, IJournalStorage events)
    {
        (_storage, _events) = (storage, events);
        _journal = JournalRestore.Plan(storage);
        _told = JournalEnd.Told(events)?.Sequence ?? 0;
    }

    /// <summary>The last record that is kept.</summary>
    public long LastKept => _journal.LastKept;

    /// <summary>The last record that journal or events know of; later than <see cref="LastKept"/>, those between are given up.</summary>
    public long LastKnown => Math.Max(_told, _journal.LastFound);

    /// <summary>The record of the snapshot before which the journal cannot be read any more; zero where it can.</summary>
    public long Behind => _journal.Behind;

    /// <summary>Whether a start would stop without it.</summary>
    /// <remarks>What lies behind the end of a segment that counts in part was given up before: it needs nothing.</remarks>
    public bool IsNeeded => _journal.IsNeeded || _told > LastKept;

    /// <summary>Looks what can be kept; changes nothing.</summary>
    /// <param name="journal">Journal and snapshots, taken: nobody else writes them.</param>
    /// <param name="events">The files of events.</param>
    /// <exception cref="JournalCorruptedException">Nothing can be kept.</exception>
    public static VenueRestore Plan(IJournalStorage journal, IJournalStorage events) => new(journal, events);

    /// <summary>Does it; durable when this returns. Broken off, it is planned and done again. What is given up is written down first: the first start after it says so in the journal.</summary>
    /// <exception cref="JournalUnavailableException">The device does not take it.</exception>
    public void CarryOut()
    {
        try
        {
            if (IsNeeded)
                RestoreStore.Write(_storage, new(LastKept + 1, LastKnown), _journal.Chain.Span);

            _journal.CarryOut();
            new SkipStore(_storage).PutAsideAfter(LastKept);
            new EventFiles(_events, 0).PutAsideAfter(LastKept);
            ToldMark.PutAsideAfter(_events, LastKept);
            _events.Sync();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new JournalUnavailableException($"Cannot restore in {_storage.Place}, {_events.Place}: {cause.Message}", cause);
        }
    }
}
