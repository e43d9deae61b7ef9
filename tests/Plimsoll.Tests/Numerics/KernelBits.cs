using System.Buffers.Binary;
using System.Security.Cryptography;
using Plimsoll.Margin.Lognormal;
using Plimsoll.Numerics;
using Plimsoll.Pricing;

namespace Plimsoll.Tests.Numerics;

/// <summary>A hash of every bit that the kernels return for a fixed set of arguments, all of them made from integers.</summary>
internal static class KernelBits
{
    private const int Rounds = 5_000;

    public static string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var state = 1976UL;
        for (var round = 0; round < Rounds; round++)
        {
            var (a, b, c) = (Share(ref state), Share(ref state), Share(ref state));
            Add(hash, DeterministicMath.Exp((a * 1500) - 750));
            Add(hash, DeterministicMath.Log(BitConverter.UInt64BitsToDouble((ulong)(a * 0x7FF0_0000_0000_0000))));
            Add(hash, DeterministicMath.Pow(a * 4, (b * 200) - 100));
            Add(hash, NormalDistribution.Density((a * 80) - 40));
            Add(hash, NormalDistribution.Cumulative((a * 50) - 40));
            Add(hash, NormalDistribution.Cumulative((a * 4) - 2));
            Add(hash, NormalDistribution.InverseCumulative(a));
            Add(hash, NormalDistribution.InverseCumulative(a * Math.ScaleB(1, -(int)(b * 1060))));
            Add(hash, Black76.UndiscountedPrice(a < 0.5 ? OptionType.Call : OptionType.Put, 100, 1 + (b * 300), c * c * 3));

            var greeks = Black76.Greeks(a < 0.5 ? OptionType.Call : OptionType.Put, 1 + (a * 200), 100, 0.01 + (b * 3), c * 2, 0.95);
            Add(hash, greeks.Price, greeks.Delta, greeks.Gamma, greeks.Vega, greeks.Theta, greeks.Rho, greeks.Vanna, greeks.Volga);

            var share = Math.ScaleB(b, -(int)(c * 300)) * Math.Min(100, 1 + (a * 200));
            Add(hash, ImpliedVolatility.Of(OptionType.Call, Math.Max(0, 99 - (a * 200)) + share, 100, 1 + (a * 200), 0.25, 1).Volatility);

            var model = new LognormalModel(a - 0.5, b * 2);
            var factors = model.RiskFactors(0.0001 + (c * 0.1), a);
            var range = model.Range(c, a);
            Add(hash, factors.OfLong, factors.OfShort, range.Down, range.Up);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>A number from 0 to below 1 in 53 bits (Steele's splitmix64).</summary>
    private static double Share(ref ulong state)
    {
        unchecked
        {
            state += 0x9E37_79B9_7F4A_7C15;
            var mixed = (state ^ (state >> 30)) * 0xBF58_476D_1CE4_E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EB;
            return ((mixed ^ (mixed >> 31)) >> 11) / 9007199254740992.0;
        }
    }

    private static void Add(IncrementalHash hash, params ReadOnlySpan<double> values)
    {
        Span<byte> bytes = stackalloc byte[8];
        foreach (var value in values)
        {
            // Which of the many bit patterns of "no number" comes out is the processor's affair, and no state can hold one.
            BinaryPrimitives.WriteDoubleLittleEndian(bytes, double.IsNaN(value) ? double.NaN : value);
            hash.AppendData(bytes);
        }
    }
}
