namespace Plimsoll.Load.InProcess;

/// <summary>Steele's splitmix64: the same numbers in every run.</summary>
internal sealed class Dice(ulong state)
{
    private ulong _state = state;

    public int Below(int limit) => (int)(uint)(((UInt128)Next() * (uint)limit) >> 64);

    private ulong Next()
    {
        unchecked
        {
            var z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
