using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Plimsoll.Journal.Storage;

namespace Plimsoll.Host.Recovery;

/// <summary>Markers beside the journal's segments that say what a restore has given up, so that the first start after it says so in the journal.</summary>
/// <remarks>
/// File <c>restored-NNN.record</c>, 19 digits, the first record that was given up: <c>PLIMREST</c>, format 1, that record, the last that was known (64 bits each, little-endian), the running hash before it (32 bytes),
/// SHA-256 of all that. It stays; it speaks of the journal that ends right before that record, with that hash, and of no other. docs/spec/0027-host.md, HOST-036.
/// </remarks>
internal static class RestoreStore
{
    private const string Prefix = "restored-";
    private const string Suffix = ".record";
    private const long Format = 1;
    private const int Covered = 64;

    /// <summary>Writes down what is about to be given up, before it is; durable when this returns. What a try before wrote down stays so.</summary>
    /// <param name="storage">The journal.</param>
    /// <param name="given">What is given up.</param>
    /// <param name="chain">The running hash with the last record that is kept.</param>
    public static void Write(IJournalStorage storage, RestoredJournal given, ReadOnlySpan<byte> chain)
    {
        var name = NameOf(given.From);
        var known = Find(storage, given.From, chain)?.To ?? 0;
        if (known >= given.To && known > 0)
            return;

        var bytes = new byte[Covered + SHA256.HashSizeInBytes];
        "PLIMREST"u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), Format);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), given.From);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), Math.Max(known, given.To));
        chain.CopyTo(bytes.AsSpan(32));
        SHA256.HashData(bytes.AsSpan(0, Covered), bytes.AsSpan(Covered));
        using var file = storage.List().Contains(name, StringComparer.Ordinal)
            ? storage.Open(name, isWritable: true)
            : storage.Create(name);
        file.Write(0, bytes);
        file.Sync();
        storage.Sync();
    }

    /// <summary>What a restore has given up of a journal; null when there was none since its last record.</summary>
    /// <param name="storage">The journal.</param>
    /// <param name="next">The record that it gets next.</param>
    /// <param name="chain">The running hash before that.</param>
    public static RestoredJournal? Find(IJournalStorage storage, long next, ReadOnlySpan<byte> chain)
    {
        var name = NameOf(next);
        if (!storage.List().Contains(name, StringComparer.Ordinal))
            return null;

        using var file = storage.Open(name, isWritable: false);
        var bytes = new byte[Covered + SHA256.HashSizeInBytes];
        var isWhole =
            file.Read(0, bytes) == bytes.Length
            && SHA256.HashData(bytes.AsSpan(0, Covered)).AsSpan().SequenceEqual(bytes.AsSpan(Covered))
            && BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(8)) == Format;

        // Its name says the most; of one that is damaged nothing else is believed.
        if (!isWhole)
            return new(next, 0);

        return bytes.AsSpan(32, 32).SequenceEqual(chain) ? new(next, BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(24))) : null;
    }

    private static string NameOf(long sequence) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{sequence:D19}{Suffix}");
}
