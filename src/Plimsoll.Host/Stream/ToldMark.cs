using System.Buffers.Binary;
using System.Globalization;
using Plimsoll.Journal;
using Plimsoll.Journal.Storage;
using Plimsoll.Values;

namespace Plimsoll.Host.Stream;

/// <summary>How far the stream's files reached: what stands in them was applied by some program, and somebody may have been told.</summary>
/// <remarks>
/// A start cuts the files after its snapshot, to make what comes later again; one that a record stops would leave no trace of it. So what it cuts is written down first:
/// a file <c>told-NNN.mark</c> (19 digits, the last record), with that record's time and the CRC-32C of it. It goes when a start has come through, which is proof itself.
/// </remarks>
internal static class ToldMark
{
    private const string Prefix = "told-";
    private const string Suffix = ".mark";
    private const int Size = sizeof(long) + sizeof(uint);

    /// <summary>The last record that files or marks show to have been applied, and its time; null when there is none.</summary>
    public static (long Sequence, Timestamp At)? Find(IJournalStorage events)
    {
        var (files, found) = (new EventFiles(events, 0), ((long Sequence, Timestamp At)?)null);
        foreach (var name in events.List())
        {
            if (SequenceOf(name) is { } sequence && sequence > (found?.Sequence ?? 0) && Read(events, name) is { } at)
                found = (sequence, at);
        }

        return files.FindLast() is { } last && last.Sequence > (found?.Sequence ?? 0) ? last : found;
    }

    /// <summary>Writes down what is about to be cut; durable when this returns.</summary>
    public static void Keep(IJournalStorage events, long cutAfter)
    {
        if (Find(events) is not { } last || last.Sequence <= cutAfter)
            return;

        if (events.List().Contains(NameOf(last.Sequence), StringComparer.Ordinal))
        {
            if (Read(events, NameOf(last.Sequence)) is not null)
                return;

            events.Delete(NameOf(last.Sequence)); // a crash left it unfinished
        }

        Span<byte> bytes = stackalloc byte[Size];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, last.At.Nanoseconds);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[sizeof(long)..], Crc32C.Of(bytes[..sizeof(long)]));
        using (var file = events.Create(NameOf(last.Sequence)))
        {
            file.Write(0, bytes);
            file.Sync();
        }

        events.Sync();
    }

    /// <summary>Takes all marks away.</summary>
    public static void Clear(IJournalStorage events)
    {
        foreach (var name in events.List().Where(name => SequenceOf(name) is not null))
        {
            events.Delete(name);
        }
    }

    /// <summary>Marks of records after one get another name.</summary>
    public static void PutAsideAfter(IJournalStorage events, long sequence)
    {
        foreach (var name in events.List().Where(name => SequenceOf(name) > sequence).ToList())
        {
            events.Rename(name, JournalRestore.ApartName(events, name));
        }
    }

    private static string NameOf(long sequence) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{sequence:D19}{Suffix}");

    private static long? SequenceOf(string name) =>
        name.Length == Prefix.Length + 19 + Suffix.Length
        && name.StartsWith(Prefix, StringComparison.Ordinal)
        && name.EndsWith(Suffix, StringComparison.Ordinal)
        && long.TryParse(name.AsSpan(Prefix.Length, 19), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? sequence
            : null;

    /// <summary>The time in a mark; null for one that never became whole.</summary>
    private static Timestamp? Read(IJournalStorage events, string name)
    {
        using var file = events.Open(name, isWritable: false);
        var bytes = new byte[Size];
        return
            file.Read(0, bytes) == Size
            && Crc32C.Of(bytes.AsSpan(0, sizeof(long))) == BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(sizeof(long)))
            ? new(BinaryPrimitives.ReadInt64LittleEndian(bytes))
            : null;
    }
}
