namespace Plimsoll.Numerics;

/// <summary>Random numbers as a function of a counter: the block of a path is computed, not reached, so it is the same in any order and on any thread.</summary>
/// <remarks>
/// <para>Philox4x32-10: ten rounds of two 32 by 32 bit products, the key raised between rounds by two Weyl constants.</para>
/// <para>Source: J. Salmon, M. Moraes, R. Dror, D. Shaw, Parallel random numbers: as easy as 1, 2, 3 (2011), with the known answers of its
/// library Random123. docs/spec/0018-value-at-risk.md (VARR-030). Pure; does not allocate.</para>
/// </remarks>
public static class Philox4x32
{
    private const int Rounds = 10;
    private const uint FirstFactor = 0xD2511F53;
    private const uint SecondFactor = 0xCD9E8D57;
    private const uint FirstWeyl = 0x9E3779B9;
    private const uint SecondWeyl = 0xBB67AE85;

    /// <summary>The four words of a counter under a key.</summary>
    /// <param name="low">Words 0 and 1 of the counter, the first in the low half.</param>
    /// <param name="high">Words 2 and 3.</param>
    /// <param name="key">Both words of the key, the first in the low half.</param>
    /// <returns>Words 0 and 1, then 2 and 3, each pair with the first in the low half.</returns>
    public static (ulong Low, ulong High) Block(ulong low, ulong high, ulong key)
    {
        var (c0, c1, c2, c3) = ((uint)(low & uint.MaxValue), (uint)(low >> 32), (uint)(high & uint.MaxValue), (uint)(high >> 32));
        var (k0, k1) = ((uint)(key & uint.MaxValue), (uint)(key >> 32));
        for (var round = 0; round < Rounds; round++)
        {
            var first = (ulong)FirstFactor * c0;
            var second = (ulong)SecondFactor * c2;
            (c0, c1, c2, c3) = (
                (uint)(second >> 32) ^ c1 ^ k0,
                (uint)(second & uint.MaxValue),
                (uint)(first >> 32) ^ c3 ^ k1,
                (uint)(first & uint.MaxValue)
            );
            unchecked
            {
                k0 += FirstWeyl;
                k1 += SecondWeyl;
            }
        }

        return (((ulong)c1 << 32) | c0, ((ulong)c3 << 32) | c2);
    }

    /// <summary>A number strictly between zero and one from 64 random bits: the middle of one of 2^52 equal steps, so that its normal quantile is finite.</summary>
    public static double Uniform(ulong bits) => ((bits >> 12) + 0.5) * (1.0 / (1UL << 52));
}
