namespace Plimsoll.Host.Machine;

/// <summary>The engine's event hash after every so many records, of the latest: more than can ever be on the way between journal and engine.</summary>
internal sealed class HashMarks
{
    /// <summary>A hash is some microseconds of work: one for so many records is nothing to them.</summary>
    public const int Every = 256;

    private const int Size = 32;
    private const int Kept = 64;

    private readonly byte[] _hashes = new byte[Kept * Size];
    private readonly long[] _sequences = new long[Kept];

    /// <summary>The latest record with a mark; zero when there is none yet.</summary>
    public long Latest { get; private set; }

    /// <summary>Keeps the hash after a record.</summary>
    public void Add(long sequence, ReadOnlySpan<byte> hash)
    {
        var place = PlaceOf(sequence);
        _sequences[place] = sequence;
        hash.CopyTo(_hashes.AsSpan(place * Size));
        Latest = sequence;
    }

    public bool TryFind(long sequence, out ReadOnlySpan<byte> hash)
    {
        // A record may name anything.
        var place = PlaceOf(Math.Max(sequence, 0));
        hash = _hashes.AsSpan(place * Size, Size);
        return _sequences[place] == sequence && sequence > 0;
    }

    private static int PlaceOf(long sequence) => (int)(sequence / Every % Kept);
}
