using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Plimsoll.Host.Entries;
using Plimsoll.Journal;
using Plimsoll.Journal.Storage;
using Plimsoll.Values;

namespace Plimsoll.Host.Recovery;

/// <summary>Markers beside the journal's segments, one file for each record that is left out. The records themselves stay as they are.</summary>
/// <remarks>
/// File <c>skipped-NNN.record</c>, 19 digits: <c>PLIMSKIP</c>, format 1, sequence, time (64 bits each, little-endian), running hash (32 bytes), length of the reason (1 byte) and the reason, SHA-256 of all that.
/// It is written under another name, made durable, and only then gets its name. docs/spec/0027-host.md, "A record that stops every start".
/// </remarks>
internal sealed class SkipStore(IJournalStorage storage)
{
    private const string Unfinished = "skipped.new";
    private const string Prefix = "skipped-";
    private const string Suffix = ".record";
    private const long Format = 1;
    private const int Head = 64;

    /// <summary>All markers, in the order of their records.</summary>
    /// <exception cref="JournalCorruptedException">One is damaged: what it left out is not to be guessed.</exception>
    public IReadOnlyList<SkippedRecord> Read() =>
        [
            .. storage
                .List()
                .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(Read),
        ];

    /// <summary>Writes a marker; durable when this returns.</summary>
    /// <exception cref="JournalUnavailableException">The device did not take it: there is none.</exception>
    public void Write(SkippedRecord skipped)
    {
        try
        {
            if (storage.List().Contains(Unfinished, StringComparer.Ordinal))
                storage.Delete(Unfinished);

            using (var file = storage.Create(Unfinished))
            {
                file.Write(0, BytesOf(skipped));
                file.Sync();
            }

            storage.Rename(Unfinished, NameOf(skipped.Sequence));
            storage.Sync();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new JournalUnavailableException($"The marker could not be written in {storage.Place}: {cause.Message}", cause);
        }
    }

    /// <summary>Puts aside the markers of records later than one: others get their numbers.</summary>
    public void PutAsideAfter(long sequence)
    {
        // Nineteen digits each: their order is that of the numbers.
        foreach (
            var name in storage
                .List()
                .Where(name =>
                    name.StartsWith(Prefix, StringComparison.Ordinal)
                    && name.EndsWith(Suffix, StringComparison.Ordinal)
                    && string.CompareOrdinal(name, NameOf(sequence)) > 0
                )
                .ToList()
        )
        {
            storage.Rename(name, JournalRestore.ApartName(storage, name));
        }

        storage.Sync();
    }

    private static string NameOf(long sequence) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{sequence:D19}{Suffix}");

    private static byte[] BytesOf(SkippedRecord skipped)
    {
        var reason = Encoding.UTF8.GetBytes(skipped.Reason);
        var bytes = new byte[Head + 1 + reason.Length + SHA256.HashSizeInBytes];
        "PLIMSKIP"u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), Format);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), skipped.Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), skipped.At.Nanoseconds);
        skipped.Chain.Span.CopyTo(bytes.AsSpan(32));
        bytes[Head] = checked((byte)reason.Length);
        reason.CopyTo(bytes, Head + 1);
        SHA256.HashData(bytes.AsSpan(0, Head + 1 + reason.Length), bytes.AsSpan(Head + 1 + reason.Length));
        return bytes;
    }

    private SkippedRecord Read(string name)
    {
        using var file = storage.Open(name, isWritable: false);
        var bytes = new byte[Math.Clamp(file.Length, 0, 1_024)];
        var length = file.Read(0, bytes);
        var end = length > Head ? Head + 1 + bytes[Head] : 0;
        if (
            end == 0
            || length != end + SHA256.HashSizeInBytes
            || !SHA256.HashData(bytes.AsSpan(0, end)).AsSpan().SequenceEqual(bytes.AsSpan(end, SHA256.HashSizeInBytes))
            || BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(8)) != Format
            || NameOf(BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(16))) != name
            || bytes[Head] is 0 or > HostEntry.MaxText
        )
        {
            throw new JournalCorruptedException(
                storage.Place,
                name,
                0,
                "expected a whole marker of a record that is left out; found it damaged. Put a copy in its place, or delete it and leave the record out once more."
            );
        }

        return new(
            BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(16)),
            new Timestamp(BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(24))),
            Encoding.UTF8.GetString(bytes, Head + 1, bytes[Head]),
            bytes.AsMemory(32, 32)
        );
    }
}
