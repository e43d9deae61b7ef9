using System.Numerics;
using Plimsoll.Numerics;

namespace Plimsoll.Simulation.Randomness;

/// <summary>A stream of random numbers that is the same for the same seed, on every machine and every version of the runtime.</summary>
/// <remarks>xoshiro256** by Blackman and Vigna, its state filled by SplitMix64 from seed and stream.</remarks>
public sealed class SeededRandom
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    /// <summary>Begins a stream.</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="stream">Which of its independent streams: drawing more from one never shifts another.</param>
    public SeededRandom(long seed, int stream)
    {
        var state = unchecked((ulong)seed ^ ((ulong)stream * 0xD1B5_4A32_D192_ED03));
        _a = SplitMix(ref state);
        _b = SplitMix(ref state);
        _c = SplitMix(ref state);
        _d = SplitMix(ref state);
    }

    /// <summary>The next 64 bits.</summary>
    public ulong NextBits()
    {
        unchecked
        {
            var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
            var shifted = _b << 17;
            _c ^= _a;
            _d ^= _b;
            _b ^= _c;
            _a ^= _d;
            _c ^= shifted;
            _d = BitOperations.RotateLeft(_d, 45);
            return result;
        }
    }

    /// <summary>Uniform in [0, 1), in steps of 2^-53.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in 0 … <paramref name="count"/> − 1; the bias is below 2^-32.</summary>
    public int NextBelow(int count) => (int)((NextBits() >> 32) * (ulong)count >> 32);

    /// <summary>True with the given probability.</summary>
    public bool NextChance(double probability) => NextDouble() < probability;

    /// <summary>Standard normal, by Marsaglia's polar method.</summary>
    public double NextNormal()
    {
        while (true)
        {
            var x = (2 * NextDouble()) - 1;
            var y = (2 * NextDouble()) - 1;
            var square = (x * x) + (y * y);
            if (square is > 1e-300 and < 1)
            {
                return x * Math.Sqrt(-2 * DeterministicMath.Log(square) / square);
            }
        }
    }

    /// <summary>Log-normal with the given median and standard deviation of the logarithm.</summary>
    public double NextLogNormal(double median, double sigma) => median * DeterministicMath.Exp(sigma * NextNormal());

    /// <summary>Pareto: at least <paramref name="floor"/>, P(X &gt; x) = (floor ÷ x)^exponent.</summary>
    public double NextPareto(double floor, double exponent) => floor * DeterministicMath.Pow(1 - NextDouble(), -1 / exponent);

    private static ulong SplitMix(ref ulong state)
    {
        unchecked
        {
            state += 0x9E37_79B9_7F4A_7C15;
            var mixed = state;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58_476D_1CE4_E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EB;
            return mixed ^ (mixed >> 31);
        }
    }
}
