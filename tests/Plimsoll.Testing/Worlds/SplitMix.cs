using System.Numerics;

namespace Plimsoll.Testing.Worlds;

/// <summary>A small generator of numbers (splitmix64): the same seed gives the same world on any machine.</summary>
internal sealed class SplitMix(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A whole number from 0 to <paramref name="bound"/> − 1.</summary>
    public int Below(int bound) => (int)(Next() % (ulong)bound);

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public long Between(long least, long most) => least + (long)(Next() % (ulong)(most - least + 1));

    public bool Chance(int percent) => Below(100) < percent;

    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    public T? PickOrDefault<T>(IReadOnlyList<T> items)
        where T : class => items.Count == 0 ? null : Pick(items);

    /// <summary>A share of an amount: <paramref name="least"/> to <paramref name="most"/> per mille.</summary>
    public BigInteger PerMille(BigInteger amount, int least, int most) => amount * Between(least, most) / 1000;

    private ulong Next()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }
}
