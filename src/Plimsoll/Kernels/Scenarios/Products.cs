using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Plimsoll.Kernels.Scenarios;

/// <summary>Exact products of 32-bit numbers, and 64-bit ones modulo 2^64, in vectors: by the instruction where there is one, else by what every machine has.</summary>
internal static class Products
{
    /// <summary>The product of the low halves of each pair of lanes, in 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> OfLow(Vector512<long> a, Vector512<int> b) =>
        Avx512F.IsSupported ? Avx512F.Multiply(a.AsInt32(), b) : Signed(a) * Signed(b.AsInt64());

    /// <summary>The product of the low halves of each pair of lanes, in 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> OfLow(Vector256<long> a, Vector256<int> b) =>
        Avx2.IsSupported ? Avx2.Multiply(a.AsInt32(), b) : Signed(a) * Signed(b.AsInt64());

    /// <summary>The product of the high halves of one with the low halves of the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> OfHigh(Vector512<int> a, Vector512<int> b) => OfLow(a.AsInt64() >>> 32, b);

    /// <summary>The product of the high halves of one with the low halves of the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> OfHigh(Vector256<int> a, Vector256<int> b) => OfLow(a.AsInt64() >>> 32, b);

    /// <summary>Eight numbers of 32 bits in 64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Widen(Vector256<int> a) =>
        Avx512F.IsSupported ? Avx512F.ConvertToVector512Int64(a) : Vector512.Create(Vector256.WidenLower(a), Vector256.WidenUpper(a));

    /// <summary>Four numbers of 32 bits in 64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Widen(Vector128<int> a) =>
        Avx2.IsSupported ? Avx2.ConvertToVector256Int64(a) : Vector256.Create(Vector128.WidenLower(a), Vector128.WidenUpper(a));

    /// <summary>The least of all lanes, without a jump: one would be mispredicted every other time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Least(Vector512<long> a) => Least(Vector256.Min(a.GetLower(), a.GetUpper()));

    /// <summary>The least of all lanes, without a jump.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Least(Vector256<long> a)
    {
        var pair = Vector128.Min(a.GetLower(), a.GetUpper());
        return Vector128.Min(pair, Vector128.Shuffle(pair, Vector128.Create(1L, 0L))).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Signed(Vector512<long> low) => (low << 32) >> 32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Signed(Vector256<long> low) => (low << 32) >> 32;
}
