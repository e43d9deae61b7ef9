using Plimsoll.Journal;
using Plimsoll.Journal.Snapshots;
using Plimsoll.Journal.Storage;

namespace Plimsoll.Cli.Journal;

/// <summary>A journal that is looked at, while somebody may be writing it.</summary>
internal sealed class JournalFolder
{
    private const int Attempts = 4;
    private const string Inside = "journal";
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(50);

    private JournalFolder(IJournalStorage storage) => Storage = storage;

    public IJournalStorage Storage { get; }

    /// <summary>The files that hold records, oldest first.</summary>
    public IEnumerable<string> Segments => Storage.List().Where(IsSegment);

    /// <summary>The files of events, where a server has them: beside the journal; null when they are not there.</summary>
    public IJournalStorage? Events => Directory.Exists(EventsPlace) ? ReadOnlyStorage.Look(EventsPlace) : null;

    /// <summary>Where they would be.</summary>
    public string EventsPlace => Path.GetFullPath(Path.Combine(Storage.Place, "..", "events"));

    /// <summary>The first record that is there.</summary>
    public long First => JournalReader.First(Storage);

    /// <summary>Opens a folder of a journal, or the one within a server's data folder.</summary>
    /// <exception cref="IOException">There is none.</exception>
    public static JournalFolder Open(string path)
    {
        var storage = ReadOnlyStorage.Look(path);
        if (!IsJournal(storage) && Directory.Exists(Path.Combine(storage.Place, Inside)))
            storage = ReadOnlyStorage.Look(Path.Combine(storage.Place, Inside));

        return IsJournal(storage)
            ? new(storage)
            : throw new IOException(
                $"{storage.Place}: expected files journal-….segment; found none. Give the folder that the server writes to."
            );
    }

    /// <summary>Reads and checks records, and says where they end.</summary>
    /// <remarks>What is just being written at the very end may look damaged for a moment; what is damaged stays so.</remarks>
    public JournalSummary Read(long from, long to, JournalRecordHandler handler)
    {
        var next = from;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return JournalReader.Read(
                    Storage,
                    next,
                    to,
                    record =>
                    {
                        handler(record);
                        next = record.Sequence + 1;
                    }
                );
            }
            catch (JournalCorruptedException damage) when (attempt < Attempts && damage.File == Segments.LastOrDefault())
            {
                Thread.Sleep(BetweenAttempts);
            }
        }
    }

    /// <summary>All that is damaged, and not the first of it alone.</summary>
    public IReadOnlyList<JournalDamage> Survey()
    {
        for (var attempt = 1; ; attempt++)
        {
            var found = JournalSurvey.Of(Storage);
            if (attempt == Attempts || !found.Any(each => each.Cause.File == Segments.LastOrDefault()))
                return found;

            Thread.Sleep(BetweenAttempts);
        }
    }

    /// <summary>The last record that is there.</summary>
    public long FindLast() => Read(long.MaxValue, long.MaxValue, static _ => { }).LastSequence;

    /// <summary>Snapshots, oldest first, each with what is wrong with it; null for nothing.</summary>
    public IReadOnlyList<(long Sequence, JournalSnapshot? Snapshot, string? Problem)> ReadSnapshots()
    {
        var store = new SnapshotStore(Storage);
        var found = new List<(long, JournalSnapshot?, string?)>();
        foreach (var sequence in store.List().Reverse())
        {
            try
            {
                var snapshot = store.ReadLatest(sequence, out var damaged);
                var isWhole = snapshot?.Sequence == sequence;
                if (isWhole || damaged.Count > 0)
                    found.Add((sequence, isWhole ? snapshot : null, isWhole ? null : damaged[0]));
            }
            catch (FileNotFoundException)
            {
                // Whoever writes the journal needed it no more.
            }
        }

        return found;
    }

    /// <summary>One whose restore was broken off may have no segment for the moment.</summary>
    private static bool IsJournal(IJournalStorage storage) => storage.List().Any(IsSegment) || JournalRestore.IsBegun(storage);

    private static bool IsSegment(string name) =>
        name.StartsWith("journal-", StringComparison.Ordinal) && name.EndsWith(".segment", StringComparison.Ordinal);
}
