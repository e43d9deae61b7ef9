using System.Globalization;
using Plimsoll.Journal.Segments;
using Plimsoll.Journal.Snapshots;
using Plimsoll.Journal.Storage;

namespace Plimsoll.Journal;

/// <summary>Begins a new segment behind the last record that a damaged journal can still prove, so that it goes on from there. What does not count any more is put aside, never removed.</summary>
/// <remarks>docs/spec/0026-journal.md, JRNL-023. The folder is taken by whoever asks; broken off at any place, it is asked again.</remarks>
public sealed class JournalRestore
{
    private const string Unfinished = "restore-";
    private const string Suffix = ".new";

    private readonly IJournalStorage _storage;
    private readonly JournalSnapshot? _snapshot;
    private byte[] _chain = new byte[Chain.Size];
    private bool _isSalvage;
    private string _damaged = "";

    private JournalRestore(IJournalStorage storage, JournalSnapshot? snapshot) => (_storage, _snapshot) = (storage, snapshot);

    /// <summary>The last record that is kept.</summary>
    public long LastKept { get; private set; }

    /// <summary>The last record of which anything whole is there.</summary>
    public long LastFound { get; private set; }

    /// <summary>Whether there is anything to mend in the segments.</summary>
    public bool IsNeeded => _isSalvage || _damaged.Length > 0;

    /// <summary>The record of the snapshot that takes the place of what lies before; zero where the records before are kept as they are.</summary>
    public long Behind => _isSalvage ? LastKeptBySnapshot : 0;

    private long LastKeptBySnapshot => _snapshot?.Sequence ?? 0;

    /// <summary>Looks what can be kept; changes nothing.</summary>
    /// <exception cref="JournalCorruptedException">Nothing can: there is neither a whole snapshot nor the first record.</exception>
    public static JournalRestore Plan(IJournalStorage storage)
    {
        var plan = new JournalRestore(storage, new SnapshotStore(storage).ReadLatest(out _));
        if (!plan.TryRead())
        {
            if (plan._snapshot is not { } snapshot)
                throw new JournalCorruptedException(
                    storage.Place,
                    "",
                    0,
                    "expected a whole snapshot or the first record; found neither, so that nothing can be kept without a copy."
                );

            (plan._isSalvage, plan.LastKept, plan._chain) = (true, snapshot.Sequence, snapshot.Chain.ToArray());
        }

        plan.Scan(null, "");
        return plan;
    }

    /// <summary>Does it; durable when this returns.</summary>
    /// <exception cref="JournalUnavailableException">The device does not take it: ask again.</exception>
    public void CarryOut()
    {
        if (!IsNeeded)
            return;

        try
        {
            var number = Files().Select(file => file.Number).DefaultIfEmpty().Max() + 1;
            var (first, size) = (_isSalvage ? LastKeptBySnapshot + 1 : LastKept + 1, (long)SegmentHeader.Size);
            // What a try before wrote is read once more, and taken away at the end alone: it may hold what that try lost.
            var tries = Tries();
            var name = FreeName(tries);
            using (var file = _storage.Create(name))
            {
                file.Write(0, new SegmentHeader(number, first, _isSalvage ? _snapshot!.Chain.ToArray() : _chain).ToBytes());
                if (_isSalvage)
                    Scan(
                        record =>
                        {
                            file.Write(size, record);
                            size += record.Length;
                        },
                        name
                    );

                file.Sync();
            }

            _storage.Sync();
            if (_damaged.Length > 0 && FirstOf(_damaged) < first)
                CopyAside(_damaged);

            // Segments begin in the order of their numbers: what begins later has to be gone before the new one has its name, and something has to be there always.
            var old = Files().Where(file => !file.IsApart).Select(file => file.Name).ToList();
            PutAside(old.Where(each => FirstOf(each) is not { } begins || begins > first || (!_isSalvage && begins == first)));
            _storage.Rename(name, SegmentHeader.NameOf(number));
            _storage.Sync();
            foreach (var before in tries)
            {
                _storage.Delete(before);
            }

            if (_isSalvage)
                PutAside(old.Where(each => _storage.List().Contains(each, StringComparer.Ordinal)));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new JournalUnavailableException($"Cannot restore the journal in {_storage.Place}: {cause.Message}", cause);
        }
    }

    /// <summary>A name that no file has, for one that is put aside.</summary>
    public static string ApartName(IJournalStorage storage, string name)
    {
        ArgumentNullException.ThrowIfNull(storage);
        var (names, apart) = (storage.List(), name + ".apart");
        for (var i = 2; names.Contains(apart, StringComparer.Ordinal); i++)
        {
            apart = $"{name}.apart{i}";
        }

        return apart;
    }

    /// <summary>Keeps a copy of a file under another name.</summary>
    public static void CopyAside(IJournalStorage storage, string name)
    {
        ArgumentNullException.ThrowIfNull(storage);
        using var copy = storage.Create(ApartName(storage, name));
        copy.Write(0, Bytes(storage, name));
        copy.Sync();
        storage.Sync();
    }

    private void CopyAside(string name) => CopyAside(_storage, name);

    /// <summary>As a start reads: from the snapshot's record on. Whether it came as far as that.</summary>
    private bool TryRead()
    {
        var snapshot = LastKeptBySnapshot;
        var isReached = false;
        try
        {
            var begins = JournalReader.First(_storage);
            if (begins > snapshot + 1)
                return false;

            // Else of a journal that begins behind the snapshot the running hash before its first record proves it.
            isReached = begins > snapshot;
            if (isReached)
                (LastKept, _chain) = (snapshot, JournalReader.Read(_storage, begins, snapshot, static _ => { }).Chain.ToArray());

            var found = JournalReader.Read(
                _storage,
                Math.Max(begins, snapshot),
                record =>
                {
                    isReached = true;
                    (LastKept, _chain) = (record.Sequence, record.Chain.ToArray());
                }
            );
            return found.LastSequence >= snapshot && isReached;
        }
        catch (JournalCorruptedException damage)
        {
            _damaged = damage.File;
            return isReached && LastKept > 0;
        }
    }

    /// <summary>Goes through all that is there, also what was put aside by a try before, for records that follow from the snapshot: their running hash proves them.</summary>
    private void Scan(Action<byte[]>? take, string into)
    {
        var (expected, chain, next, hash) = (LastKeptBySnapshot + 1, _snapshot?.Chain.ToArray() ?? [], new byte[Chain.Size], new Chain());
        foreach (var name in Files().Select(file => file.Name).Concat(Tries()).Where(name => name != into))
        {
            var bytes = Bytes(_storage, name);
            for (var offset = SegmentHeader.Size; offset < bytes.Length; )
            {
                var rest = bytes.AsSpan(offset);
                if (!RecordForm.TryReadHead(rest, out var head) || !RecordForm.IsWhole(rest, head))
                {
                    offset += 8;
                    continue;
                }

                var size = RecordForm.SizeOf(head.Length);
                offset += size;
                LastFound = Math.Max(LastFound, head.Sequence);
                if (!_isSalvage || head.Sequence != expected)
                    continue;

                hash.Next(chain, head.Sequence, head.Time, RecordForm.Payload(rest, head), next);
                if (!RecordForm.ChainOf(rest, head).SequenceEqual(next))
                    continue;

                take?.Invoke(rest[..size].ToArray());
                next.CopyTo(chain, 0);
                LastKept = expected++;
            }
        }

        LastFound = Math.Max(LastFound, LastKept);
    }

    private static string FreeName(List<string> tries)
    {
        for (var i = 1; ; i++)
        {
            var name = Unfinished + i.ToString(CultureInfo.InvariantCulture) + Suffix;
            if (!tries.Contains(name, StringComparer.Ordinal))
                return name;
        }
    }

    private List<string> Tries() =>
        [
            .. _storage
                .List()
                .Where(name => name.StartsWith(Unfinished, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal)),
        ];

    private List<(long Number, string Name, bool IsApart)> Files() =>
        [
            .. _storage
                .List()
                .Select(name => (Name: name, Cut: name.IndexOf(".apart", StringComparison.Ordinal)))
                .Select(each =>
                    (
                        Number: SegmentHeader.NumberOf(each.Cut < 0 ? each.Name : each.Name[..each.Cut]) ?? 0,
                        each.Name,
                        IsApart: each.Cut >= 0
                    )
                )
                .Where(each => each.Number > 0)
                .OrderBy(each => each.Number),
        ];

    /// <summary>The first record of a segment; null when its header cannot be read.</summary>
    private long? FirstOf(string name)
    {
        try
        {
            return SegmentHeader.Read(_storage.Place, name, SegmentHeader.NumberOf(name)!.Value, Bytes(_storage, name))?.FirstSequence;
        }
        catch (JournalCorruptedException)
        {
            return null;
        }
    }

    private void PutAside(IEnumerable<string> names)
    {
        foreach (var name in names.Reverse().ToList())
        {
            _storage.Rename(name, ApartName(_storage, name));
        }

        _storage.Sync();
    }

    private static byte[] Bytes(IJournalStorage storage, string name)
    {
        using var file = storage.Open(name, isWritable: false);
        var bytes = new byte[file.Length];
        var read = file.Read(0, bytes);
        return read == bytes.Length ? bytes : bytes[..read];
    }
}
