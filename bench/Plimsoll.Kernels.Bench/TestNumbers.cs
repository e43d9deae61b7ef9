namespace Plimsoll.Kernels.Bench;

/// <summary>Steele's splitmix64, the same in bench/native/measure.h: checks compare results across languages.</summary>
internal sealed class TestNumbers(ulong state)
{
    private ulong _state = state;

    public ulong Next()
    {
        unchecked
        {
            var z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    public double Share() => (Next() >> 11) / 9007199254740992.0;

    public int Below(uint limit) => (int)(uint)(((UInt128)Next() * limit) >> 64);

    /// <summary>FNV-1a over 64-bit words.</summary>
    public static ulong Hash(ReadOnlySpan<long> words)
    {
        var hash = 0xcbf29ce484222325;
        foreach (var word in words)
        {
            hash = unchecked((hash ^ (ulong)word) * 0x100000001b3);
        }

        return hash;
    }
}
