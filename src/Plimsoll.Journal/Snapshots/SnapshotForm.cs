using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Plimsoll.Journal.Segments;

namespace Plimsoll.Journal.Snapshots;

/// <summary>How a snapshot lies in its file: a header of 128 bytes, then the content; docs/spec/0026-journal.md, "Snapshots".</summary>
internal static class SnapshotForm
{
    public const int Header = 128;
    public const int Format = 1;
    public const string Unfinished = "snapshot.new";
    private const string Prefix = "snapshot-";
    private const string Suffix = ".snapshot";
    private const int Hash = 72;
    private const int Covered = Hash + SHA256.HashSizeInBytes;

    private static ReadOnlySpan<byte> Magic => "PLIMSNAP"u8;

    public static string NameOf(long sequence) => Prefix + sequence.ToString("D19", CultureInfo.InvariantCulture) + Suffix;

    /// <summary>The record after which it was taken; null when the name is of no snapshot.</summary>
    public static long? SequenceOf(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal)
        && name.EndsWith(Suffix, StringComparison.Ordinal)
        && long.TryParse(name.AsSpan()[Prefix.Length..^Suffix.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
        && string.Equals(NameOf(sequence), name, StringComparison.Ordinal)
            ? sequence
            : null;

    public static byte[] HeaderOf(long sequence, long time, ReadOnlySpan<byte> chain, ReadOnlySpan<byte> content)
    {
        var bytes = new byte[Header];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), Format);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), sequence);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), time);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(32), content.Length);
        chain.CopyTo(bytes.AsSpan(40));
        SHA256.HashData(content, bytes.AsSpan(Hash));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(Covered), Crc32C.Of(bytes.AsSpan(0, Covered)));
        return bytes;
    }

    /// <summary>What a file holds; null with the reason when it is not what was written.</summary>
    public static JournalSnapshot? Read(string name, byte[] file, out string? problem)
    {
        problem = Problem(name, file);
        return problem is not null
            ? null
            : new(
                BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(16)),
                BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(24)),
                file.AsMemory(40, Chain.Size),
                file.AsMemory(Header)
            );
    }

    private static string? Problem(string name, byte[] file)
    {
        if (
            file.Length < Header
            || !file.AsSpan().StartsWith(Magic)
            || BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(Covered)) != Crc32C.Of(file.AsSpan(0, Covered))
        )
        {
            return "its header is not what was written";
        }

        if (BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(8)) is var format && format != Format)
            return $"it is of format {format}; format {Format} can be read";

        if (NameOf(BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(16))) != name)
            return "its name is of another record than its header";

        if (BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(32)) != file.Length - Header)
            return "it is longer or shorter than its header says";

        return SHA256.HashData(file.AsSpan(Header)).AsSpan().SequenceEqual(file.AsSpan(Hash, SHA256.HashSizeInBytes))
            ? null
            : "its content does not have the hash of its header";
    }
}
