using Plimsoll.Journal.Segments;
using Plimsoll.Journal.Storage;

namespace Plimsoll.Journal;

/// <summary>Appends records to a journal, many to one sync. One thread at a time; <see cref="Prepare"/> alone may run beside it.</summary>
/// <remarks>
/// <para><see cref="Append"/> gathers, <see cref="Commit"/> writes and waits until all of it is durable. When a device fails, nothing since the last commit may be counted on; the sync
/// is never asked again. Either the process ends, or <see cref="Continue"/> writes the whole tail anew into a fresh segment.</para>
/// <para>Does not allocate once its buffers have grown, but for a new segment. docs/spec/0026-journal.md.</para>
/// </remarks>
public sealed class JournalWriter : IDisposable
{
    private const int Piece = 1 << 20;
    private static readonly byte[] Zeros = new byte[Piece];

    private readonly IJournalStorage _storage;
    private readonly int _segmentBytes;
    private readonly Chain _hash = new();
    private readonly byte[] _chain = new byte[Chain.Size];
    private readonly byte[] _durableChain = new byte[Chain.Size];
    private byte[] _batch = new byte[1 << 16];
    private int _gathered;
    private IJournalFile? _file;
    private long _number;
    private long _position;
    private long _room;
    private readonly Lock _spareTurn = new();
    private volatile bool _hasSpare;

    private JournalWriter(IJournalStorage storage, JournalOptions options) => (_storage, _segmentBytes) = (storage, options.SegmentBytes);

    /// <summary>The number that the next record gets.</summary>
    public long NextSequence { get; private set; } = 1;

    /// <summary>The latest record that is durable; zero for none.</summary>
    public long DurableSequence { get; private set; }

    /// <summary>Bytes that wait for <see cref="Commit"/>.</summary>
    public int Waiting => _gathered;

    /// <summary>Whether the device failed: nothing is taken until <see cref="Continue"/> succeeds.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Whether the next segment is there already.</summary>
    public bool HasSpare => _hasSpare;

    /// <summary>Whether the next segment is not there yet and will be needed before long: more than half of this one is full.</summary>
    public bool NeedsSpare => !_hasSpare && !HasFailed && _position > _room / 2;

    /// <summary>Whether so many bytes more can be committed without a segment having to be made for them.</summary>
    /// <param name="bytes">How many, the heads of records included.</param>
    public bool HasRoom(int bytes) => !HasFailed && (_hasSpare || _position + _gathered + bytes <= _room);

    /// <summary>The running hash with the latest record gathered.</summary>
    public ReadOnlySpan<byte> RunningHash => _chain;

    /// <summary>Opens a journal, or begins one, and takes away what a crash left unfinished.</summary>
    /// <param name="storage">Where it is.</param>
    /// <param name="options">How it is kept.</param>
    /// <param name="summary">What was found; <see cref="JournalSummary.FirstSequence"/> is of the oldest segment, earlier segments than the newest were not read.</param>
    /// <exception cref="JournalCorruptedException">Something that was durable is damaged: nothing was changed.</exception>
    /// <exception cref="JournalUnavailableException">The device takes nothing.</exception>
    public static JournalWriter Open(IJournalStorage storage, JournalOptions options, out JournalSummary summary) =>
        Open(storage, options, static _ => { }, out summary);

    /// <summary>Opens a journal as above, when who knows more of it has nothing against what was found.</summary>
    /// <param name="storage">Where it is.</param>
    /// <param name="options">How it is kept.</param>
    /// <param name="judge">Is told what was found before anything is changed; what it throws leaves all as it is.</param>
    /// <param name="summary">What was found.</param>
    /// <exception cref="JournalCorruptedException">Something that was durable is damaged: nothing was changed.</exception>
    /// <exception cref="JournalUnavailableException">The device takes nothing.</exception>
    public static JournalWriter Open(
        IJournalStorage storage,
        JournalOptions options,
        Action<JournalSummary> judge,
        out JournalSummary summary
    )
    {
        ArgumentNullException.ThrowIfNull(judge);
        if (options.SegmentBytes is < (4 << 10) or > (1 << 30))
            throw new ArgumentOutOfRangeException(nameof(options), options.SegmentBytes, "Expected segments of 4 KiB to 1 GiB.");

        var writer = new JournalWriter(storage, options);
        try
        {
            summary = writer.Resume(judge);
            return writer;
        }
        catch (Exception cause) when (IsOfDevice(cause))
        {
            writer.Dispose();
            throw new JournalUnavailableException($"Cannot open the journal in {storage.Place}: {cause.Message}", cause);
        }
    }

    /// <summary>Gathers a record.</summary>
    /// <param name="time">Its time, above zero.</param>
    /// <param name="payload">What it holds; at most 64 MiB.</param>
    /// <returns>Its number. It counts for nothing until <see cref="Commit"/> has returned.</returns>
    /// <exception cref="JournalUnavailableException">The device failed before, or too much waits.</exception>
    public long Append(long time, ReadOnlySpan<byte> payload)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payload.Length, RecordForm.MaxPayload, nameof(payload));
        if (HasFailed)
            throw Refusal();

        var size = RecordForm.SizeOf(payload.Length);
        if (_gathered + size > JournalOptions.MaxBatch)
            throw new JournalUnavailableException($"Expected at most {JournalOptions.MaxBatch} bytes to wait; commit first.");

        if (_batch.Length < _gathered + size)
            Array.Resize(ref _batch, Math.Max(2 * _batch.Length, _gathered + size));

        var sequence = NextSequence++;
        _hash.Next(_chain, sequence, time, payload, _chain);
        var into = _batch.AsSpan(_gathered, size);
        into.Clear();
        RecordForm.Write(into, sequence, time, DurableSequence, payload, _chain);
        _gathered += size;
        return sequence;
    }

    /// <summary>Writes what was gathered and waits until it is durable.</summary>
    /// <exception cref="JournalUnavailableException">It is not, or may not be: nobody may be told of it.</exception>
    public void Commit()
    {
        if (HasFailed)
            throw Refusal();

        if (_gathered > 0)
            WriteGathered(isFresh: false);
    }

    /// <summary>After a failure: writes all that is not durable anew, into a fresh segment.</summary>
    /// <exception cref="JournalUnavailableException">The device still takes nothing; ask again later.</exception>
    public void Continue()
    {
        if (HasFailed)
            WriteGathered(isFresh: true);
    }

    /// <summary>Makes the next segment before it is needed, so that a commit need not wait for it. May run on another thread than the one that writes, which waits only when it needs the segment before this has ended.</summary>
    /// <exception cref="JournalUnavailableException">The device has no room; what is durable stays so, and what is gathered can still be committed while it fits.</exception>
    public void Prepare()
    {
        lock (_spareTurn)
        {
            if (_hasSpare || HasFailed)
                return;

            try
            {
                MakeSpare(_segmentBytes, isGentle: true);
            }
            catch (Exception cause) when (IsOfDevice(cause))
            {
                throw new JournalUnavailableException($"Cannot make the next segment in {_storage.Place}: {cause.Message}", cause);
            }
        }
    }

    /// <summary>Removes segments whose records are all before a number.</summary>
    /// <returns>How many were removed.</returns>
    /// <exception cref="JournalCorruptedException">The header of a segment, or its length, is not what it was; nothing was removed.</exception>
    public int RemoveBefore(long sequence)
    {
        // Of a journal that is damaged nothing goes: it may be needed to mend it.
        var set = SegmentSet.Load(_storage).RequireWhole();
        var removed = 0;
        for (var place = 0; place + 1 < set.Headers.Count && set.EndOf(place) <= sequence; place++)
        {
            _storage.Delete(set.Headers[place].Name);
            removed++;
        }

        if (removed > 0)
            _storage.Sync();

        return removed;
    }

    /// <summary>Closes the file. What waits is not written.</summary>
    public void Dispose() => _file?.Dispose();

    private JournalSummary Resume(Action<JournalSummary> judge)
    {
        var set = SegmentSet.Load(_storage).RequireWhole();
        if (set.Headers.Count == 0)
        {
            var nothing = new JournalSummary(1, 0, new byte[Chain.Size], 1, 0, set.Leftovers);
            judge(nothing);
            RemoveLeftovers(set);
            StartSegment(RecordForm.Head);
            return nothing;
        }

        var cursor = set.Open(_storage, set.Headers.Count - 1);
        var (batch, durable) = (cursor.Offset, -1L);
        for (var start = cursor.Offset; cursor.Next(); start = cursor.Offset)
        {
            batch = cursor.Head.Durable == durable ? batch : start;
            durable = cursor.Head.Durable;
        }

        var unfinished = TailJudge.Unfinished(cursor);
        var header = cursor.Header;
        var found = new JournalSummary(
            set.Headers[0].FirstSequence,
            cursor.Expected - 1,
            cursor.Chain,
            set.Headers.Count,
            unfinished,
            set.Leftovers
        )
        {
            NewestSegment = header.Name,
            NewestFirst = header.FirstSequence,
            End = cursor.Offset,
        };
        judge(found);
        RemoveLeftovers(set);
        (_number, _position, _room) = (header.Number, cursor.Offset, cursor.Bytes.Length);
        (NextSequence, DurableSequence) = (cursor.Expected, cursor.Expected - 1);
        cursor.Chain.CopyTo(_chain, 0);
        cursor.Chain.CopyTo(_durableChain, 0);
        _file = _storage.Open(header.Name, isWritable: true);
        if (unfinished > 0)
            WriteZeros(_file, _position, unfinished);

        // What was read counts from now on. The latest batch may be in the system's memory alone, even marked as written when a sync of it failed: so it is written again.
        _file.Write(0, cursor.Bytes[..SegmentHeader.Size]);
        _file.Write(batch, cursor.Bytes[batch..cursor.Offset]);
        _file.Sync();
        _storage.Sync();
        return found;
    }

    private void RemoveLeftovers(SegmentSet set)
    {
        foreach (var leftover in set.Leftovers)
        {
            if (HasRecords(leftover))
                _storage.Rename(leftover, JournalRestore.ApartName(_storage, leftover));
            else
                _storage.Delete(leftover);
        }

        if (set.Leftovers.Count > 0)
            _storage.Sync();
    }

    /// <summary>Whether anything stands behind the header: then it had the name of a segment once, and the device lost that.</summary>
    private bool HasRecords(string name)
    {
        using var file = _storage.Open(name, isWritable: false);
        var bytes = new byte[Piece];
        for (long offset = SegmentHeader.Size; offset < file.Length; offset += bytes.Length)
        {
            if (bytes.AsSpan(0, file.Read(offset, bytes)).ContainsAnyExcept((byte)0))
                return true;
        }

        return false;
    }

    private void WriteGathered(bool isFresh)
    {
        try
        {
            if (isFresh || _position + _gathered > _room)
                StartSegment(_gathered);

            _file!.Append(_position, _batch.AsSpan(0, _gathered));
        }
        catch (Exception cause) when (IsOfDevice(cause))
        {
            HasFailed = true;
            throw new JournalUnavailableException(
                $"The journal in {_storage.Place} did not become durable: {cause.Message} Records {DurableSequence + 1} to {NextSequence - 1} count for nothing until the device takes them.",
                cause
            );
        }

        HasFailed = false;
        _position += _gathered;
        _gathered = 0;
        DurableSequence = NextSequence - 1;
        _chain.CopyTo(_durableChain, 0);
    }

    /// <summary>Begins the segment after the last durable record. It has its name only when its header and its room are durable.</summary>
    private void StartSegment(int needed)
    {
        lock (_spareTurn)
        {
            var size = Math.Max(_segmentBytes, SegmentHeader.Size + needed);
            if (_hasSpare && size > _segmentBytes)
                RemoveSpare();

            if (!_hasSpare)
                MakeSpare(size, isGentle: false);

            NameSpare();
        }
    }

    private void NameSpare()
    {
        var file = _storage.Open(SegmentSet.Spare, isWritable: true);
        try
        {
            var header = new SegmentHeader(_number + 1, DurableSequence + 1, _durableChain.AsSpan().ToArray()) { Length = file.Length };
            file.Write(0, header.ToBytes());
            file.Sync();
            _hasSpare = false;
            // From here on its number is taken, whether or not the name arrives.
            _number++;
            _storage.Rename(SegmentSet.Spare, header.Name);
            _storage.Sync();
        }
        catch
        {
            file.Dispose();
            throw;
        }

        _file?.Dispose();
        (_file, _position, _room) = (file, SegmentHeader.Size, file.Length);
    }

    /// <param name="size">How large.</param>
    /// <param name="isGentle">Whether each piece goes to the device by itself: a commit meanwhile waits for one piece, not for all.</param>
    private void MakeSpare(int size, bool isGentle)
    {
        RemoveSpare();
        try
        {
            FillSpare(size, isGentle);
        }
        catch (Exception cause) when (IsOfDevice(cause))
        {
            GiveBack();
            throw;
        }

        _hasSpare = true;
    }

    private void FillSpare(int size, bool isGentle)
    {
        using var file = _storage.Create(SegmentSet.Spare);
        for (var offset = 0; offset < size; offset += Piece)
        {
            WriteZeros(file, offset, Math.Min(Piece, size - offset));
            if (isGentle)
                file.Sync();
        }

        file.Sync();
        _storage.Sync();
    }

    /// <summary>A part of a segment is of no use, and would hold the last bytes of a full device, which events and snapshots need.</summary>
    private void GiveBack()
    {
        try
        {
            RemoveSpare();
        }
        catch (Exception cause) when (IsOfDevice(cause))
        {
            // The device has said already what is wrong with it.
        }
    }

    private void RemoveSpare()
    {
        _hasSpare = false;
        if (_storage.List().Contains(SegmentSet.Spare, StringComparer.Ordinal))
            _storage.Delete(SegmentSet.Spare);
    }

    private static void WriteZeros(IJournalFile file, long offset, long count)
    {
        for (var end = offset + count; offset < end; offset += Zeros.Length)
        {
            file.Write(offset, Zeros.AsSpan(0, (int)Math.Min(Zeros.Length, end - offset)));
        }
    }

    private JournalUnavailableException Refusal() =>
        new($"The journal in {_storage.Place} failed at record {DurableSequence + 1}, and takes nothing until it is continued.");

    private static bool IsOfDevice(Exception cause) => cause is IOException or UnauthorizedAccessException;
}
