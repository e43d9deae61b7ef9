using Plimsoll.Journal.Storage;

namespace Plimsoll.Journal.Snapshots;

/// <summary>Snapshots of a state beside its journal. A snapshot counts only when it was read back as it was written, and has its name only then.</summary>
public sealed class SnapshotStore(IJournalStorage storage)
{
    /// <summary>Writes a snapshot, reads it back, and only then gives it its name. May run beside a <see cref="JournalWriter"/> of the same storage.</summary>
    /// <param name="sequence">The last record that it contains.</param>
    /// <param name="time">When it was taken.</param>
    /// <param name="chain">The running hash with that record, 32 bytes.</param>
    /// <param name="content">The state.</param>
    /// <exception cref="JournalUnavailableException">The device did not take it, or gave back something else: there is no new snapshot.</exception>
    public void Write(long sequence, long time, ReadOnlySpan<byte> chain, ReadOnlySpan<byte> content)
    {
        try
        {
            RemoveUnfinished();
            using (var file = storage.Create(SnapshotForm.Unfinished))
            {
                file.Write(0, SnapshotForm.HeaderOf(sequence, time, chain, content));
                file.Write(SnapshotForm.Header, content);
                file.Sync();
            }

            var name = SnapshotForm.NameOf(sequence);
            if (SnapshotForm.Read(name, Bytes(SnapshotForm.Unfinished), out var problem) is null)
                throw new JournalUnavailableException($"The snapshot of record {sequence} was read back and {problem}; it was given up.");

            storage.Rename(SnapshotForm.Unfinished, name);
            storage.Sync();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            GiveBack();
            throw new JournalUnavailableException(
                $"The snapshot of record {sequence} could not be written in {storage.Place}: {cause.Message}",
                cause
            );
        }
    }

    /// <summary>The records after which there are snapshots, the latest first; whether they are whole is not looked at.</summary>
    public IReadOnlyList<long> List() => [.. storage.List().Select(SnapshotForm.SequenceOf).OfType<long>().OrderDescending()];

    /// <summary>The latest snapshot that is whole; null when there is none.</summary>
    /// <param name="damaged">Later ones that are not, with what is wrong: for a person to be told.</param>
    public JournalSnapshot? ReadLatest(out IReadOnlyList<string> damaged) => ReadLatest(long.MaxValue, out damaged);

    /// <summary>The latest snapshot that is whole and not of a later record; null when there is none.</summary>
    /// <param name="to">The latest record that it may contain.</param>
    /// <param name="damaged">Later ones up to that record that are not whole, with what is wrong.</param>
    public JournalSnapshot? ReadLatest(long to, out IReadOnlyList<string> damaged)
    {
        var problems = new List<string>();
        damaged = problems;
        foreach (var sequence in List().Where(sequence => sequence <= to))
        {
            var name = SnapshotForm.NameOf(sequence);
            if (SnapshotForm.Read(name, Bytes(name), out var problem) is { } snapshot)
                return snapshot;

            problems.Add($"{name}: {problem}");
        }

        return null;
    }

    /// <summary>Removes what is older than as many whole ones as are kept, and says from which record on the journal is still needed: one after the oldest of those. One that is damaged counts for nothing.</summary>
    /// <param name="kept">How many are kept, one or more.</param>
    /// <returns>The first record still needed; 1 while fewer are whole than are kept.</returns>
    public long KeepLatest(int kept)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(kept, 1);
        var whole = new List<long>();
        foreach (var sequence in List())
        {
            var name = SnapshotForm.NameOf(sequence);
            if (whole.Count == kept)
                storage.Delete(name);
            else if (SnapshotForm.Read(name, Bytes(name), out _) is not null)
                whole.Add(sequence);
        }

        storage.Sync();
        return whole.Count < kept ? 1 : whole[^1] + 1;
    }

    /// <summary>A part of a snapshot is of no use, and would hold the last bytes of a full device.</summary>
    private void GiveBack()
    {
        try
        {
            RemoveUnfinished();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // The device has said already what is wrong with it.
        }
    }

    private void RemoveUnfinished()
    {
        if (storage.List().Contains(SnapshotForm.Unfinished, StringComparer.Ordinal))
            storage.Delete(SnapshotForm.Unfinished);
    }

    private byte[] Bytes(string name)
    {
        using var file = storage.Open(name, isWritable: false);
        var bytes = new byte[file.Length];
        var read = file.Read(0, bytes);
        return read == bytes.Length ? bytes : bytes[..read];
    }
}
