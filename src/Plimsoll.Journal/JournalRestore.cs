using Plimsoll.Journal.Segments;
using Plimsoll.Journal.Snapshots;
using Plimsoll.Journal.Storage;

namespace Plimsoll.Journal;

/// <summary>Makes a damaged journal go on behind the last record that can still be proved. What does not count any more is put aside, never removed.</summary>
/// <remarks>
/// <para>What a start can read stays where it is. From there on every record is taken that the running hash proves to follow, in whichever file it lies, and written into new segments.
/// Where a start cannot read as far as its snapshot, they begin behind that; without one, with the first record.</para>
/// <para>docs/spec/0026-journal.md, JRNL-023. The folder is taken by whoever asks; broken off at any place, it is asked again.</para>
/// </remarks>
public sealed class JournalRestore
{
    private const string Apart = ".apart";

    private readonly IJournalStorage _storage;
    private readonly JournalSnapshot? _snapshot;
    private readonly List<string> _sources;
    private long _base;
    private byte[] _baseChain = new byte[Segments.Chain.Size];
    private byte[] _chain = new byte[Segments.Chain.Size];
    private bool _isSalvage;
    private string _damaged = "";

    private JournalRestore(IJournalStorage storage)
    {
        (_storage, _snapshot) = (storage, new SnapshotStore(storage).ReadLatest(out _));
        // What was put aside before this restore began was given up then, and others have its numbers now.
        var before = BegunRestore.Read(storage);
        _sources = [.. Sources().Where(name => !IsApart(name) || before?.Contains(name) is false)];
    }

    /// <summary>The last record that is kept.</summary>
    public long LastKept { get; private set; }

    /// <summary>The running hash with it.</summary>
    public ReadOnlyMemory<byte> Chain => _chain;

    /// <summary>The last record of which anything whole is there.</summary>
    public long LastFound { get; private set; }

    /// <summary>Whether there is anything to mend in the segments.</summary>
    public bool IsNeeded => _isSalvage || _damaged.Length > 0 || LastKept > _base;

    /// <summary>The record of the snapshot that takes the place of what lies before; zero where the records before are kept.</summary>
    public long Behind => _isSalvage ? _base : 0;

    /// <summary>How large new segments get, in bytes, unless a single record is larger: a start reads a segment whole.</summary>
    internal int SegmentBytes { get; init; } = new JournalOptions().SegmentBytes;

    /// <summary>Whether one was begun in a folder and did not come to its end.</summary>
    public static bool IsBegun(IJournalStorage storage) => BegunRestore.IsThere(storage);

    /// <summary>Looks what can be kept; changes nothing.</summary>
    /// <exception cref="JournalCorruptedException">Nothing can: there is neither a whole snapshot nor the first record.</exception>
    public static JournalRestore Plan(IJournalStorage storage) => Plan(new JournalRestore(storage));

    internal static JournalRestore Plan(IJournalStorage storage, int segmentBytes) =>
        Plan(new JournalRestore(storage) { SegmentBytes = segmentBytes });

    private static JournalRestore Plan(JournalRestore plan)
    {
        if (!plan.TryRead())
        {
            plan._isSalvage = true;
            (plan.LastKept, plan._chain) = plan._snapshot is { } snapshot
                ? (snapshot.Sequence, snapshot.Chain.ToArray())
                : (0, new byte[Segments.Chain.Size]);
        }

        (plan._base, plan._baseChain) = (plan.LastKept, plan._chain);
        plan.Scan(null);
        if (plan.IsNeeded && plan.LastKept == 0)
            throw new JournalCorruptedException(
                plan._storage.Place,
                "",
                0,
                "expected a whole snapshot or the first record; found neither, so that nothing can be kept without a copy."
            );

        return plan;
    }

    /// <summary>Does it; durable when this returns.</summary>
    /// <exception cref="JournalUnavailableException">The device does not take it: ask again.</exception>
    public void CarryOut()
    {
        if (!IsNeeded)
            return;

        var (last, chain) = (LastKept, _chain);
        try
        {
            if (BegunRestore.Read(_storage) is null)
                BegunRestore.Write(_storage, Sources().Where(IsApart));

            // What a try before wrote is read once more, and taken away at the end alone: it may hold what that try lost.
            var tries = _storage.List().Where(RestoredSegments.IsOne).ToList();
            var number = _storage.List().Max(name => NumberOf(name) ?? 0) + 1;
            using var made = new RestoredSegments(_storage, number, tries, SegmentBytes);
            made.Begin(_base + 1, _baseChain);
            Scan(made);
            made.Finish();
            // A device that reads otherwise than a moment ago keeps no promise made to whoever agreed to the plan.
            if (LastKept != last || !_chain.AsSpan().SequenceEqual(chain))
                throw new IOException(
                    $"it was read otherwise than when the restore was planned: up to record {LastKept}, before up to {last}. Ask again, from a copy on another device."
                );

            var stays = Staying();
            if (stays.Contains(_damaged))
                CopyAside(_storage, _damaged);

            Lengthen(stays);
            PutAside(_storage.List().Where(name => SegmentHeader.NumberOf(name) is not null && !stays.Contains(name)));
            made.Name();
            foreach (var before in tries)
            {
                _storage.Delete(before);
            }

            _storage.Delete(BegunRestore.Name);
            _storage.Sync();
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
        var (names, apart) = (storage.List(), name + Apart);
        for (var i = 2; names.Contains(apart, StringComparer.Ordinal); i++)
        {
            apart = $"{name}{Apart}{i}";
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

    /// <summary>As a start reads: from the snapshot's record on. Whether it came as far as that.</summary>
    private bool TryRead()
    {
        var snapshot = _snapshot?.Sequence ?? 0;
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

    /// <summary>Goes through all that is there, again and again while it finds what comes next: the running hash proves it.</summary>
    private void Scan(RestoredSegments? into)
    {
        (LastKept, _chain) = (_base, [.. _baseChain]);
        var isMore = true;
        while (isMore)
        {
            isMore = false;
            foreach (var name in _sources)
            {
                isMore |= Scan(Bytes(_storage, name), into);
            }
        }

        LastFound = Math.Max(LastFound, LastKept);
    }

    private bool Scan(byte[] bytes, RestoredSegments? into)
    {
        var (isMore, next, hash) = (false, new byte[Segments.Chain.Size], new Chain());
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
            // Also where a start reads to the end: a device may have lost the name of a segment that was written.
            if (head.Sequence != LastKept + 1)
                continue;

            hash.Next(_chain, head.Sequence, head.Time, RecordForm.Payload(rest, head), next);
            if (!RecordForm.ChainOf(rest, head).SequenceEqual(next))
                continue;

            into?.Add(head.Sequence, _chain, rest[..size]);
            next.CopyTo(_chain, 0);
            LastKept = head.Sequence;
            isMore = true;
        }

        return isMore;
    }

    /// <summary>The segments that go on to count, the last of them perhaps in part: what a start can read.</summary>
    private HashSet<string> Staying() =>
        _isSalvage
            ? []
            : [.. SegmentSet.Load(_storage).Headers.Where(header => header.FirstSequence <= _base).Select(header => header.Name)];

    /// <summary>A segment that lost its end, and stays, has its length again.</summary>
    private void Lengthen(HashSet<string> stays)
    {
        foreach (var header in SegmentSet.Load(_storage).Headers.Where(header => stays.Contains(header.Name)))
        {
            using var file = _storage.Open(header.Name, isWritable: true);
            if (file.Length >= header.Length)
                continue;

            file.Write(header.Length - 1, [0]);
            file.Sync();
        }
    }

    /// <summary>Everything in which records may lie: segments, those that are being made, and what was put aside, which comes last.</summary>
    private List<string> Sources() =>
        [
            .. _storage
                .List()
                .Where(name => NumberOf(name) is not null || RestoredSegments.IsOne(name) || WithoutApart(name) == SegmentSet.Spare)
                .OrderBy(IsApart)
                .ThenBy(name => NumberOf(name) ?? long.MaxValue),
        ];

    private void PutAside(IEnumerable<string> names)
    {
        foreach (var name in names.ToList())
        {
            _storage.Rename(name, ApartName(_storage, name));
        }

        _storage.Sync();
    }

    private static bool IsApart(string name) => name.Contains(Apart, StringComparison.Ordinal);

    private static string WithoutApart(string name) =>
        name.IndexOf(Apart, StringComparison.Ordinal) is >= 0 and var cut ? name[..cut] : name;

    /// <summary>The number of a segment, one that was put aside included; null when it is none.</summary>
    private static long? NumberOf(string name) => SegmentHeader.NumberOf(WithoutApart(name));

    private static byte[] Bytes(IJournalStorage storage, string name)
    {
        using var file = storage.Open(name, isWritable: false);
        var bytes = new byte[file.Length];
        var read = file.Read(0, bytes);
        return read == bytes.Length ? bytes : bytes[..read];
    }
}
