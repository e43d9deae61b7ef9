namespace Plimsoll.Host.Machine;

/// <summary>The engine's event hash after each of the latest records: more than can ever be on the way between journal and engine.</summary>
internal sealed class HashRing
{
    private const int Size = 32;
    private const int Kept = 1 << 14;

    private readonly byte[] _hashes = new byte[Kept * Size];
    private readonly long[] _sequences = new long[Kept];

    public void Add(long sequence, ReadOnlySpan<byte> hash)
    {
        var place = (int)(sequence % Kept);
        _sequences[place] = sequence;
        hash.CopyTo(_hashes.AsSpan(place * Size));
    }

    public bool TryFind(long sequence, out ReadOnlySpan<byte> hash)
    {
        // A record may name anything.
        var place = (int)(Math.Max(sequence, 0) % Kept);
        hash = _hashes.AsSpan(place * Size, Size);
        return _sequences[place] == sequence && sequence > 0;
    }
}
