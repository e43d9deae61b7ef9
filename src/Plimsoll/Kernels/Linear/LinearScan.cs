using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Plimsoll.Kernels.Scenarios;

namespace Plimsoll.Kernels.Linear;

/// <summary>Marks every account whose lower bound of health is below zero, by looking at all of them.</summary>
/// <remarks>
/// <para>bound = cash + Σ lots · coefficient, 32 by 64 bits into 64. A marked account goes before the decision; one that is not marked is sound. Whether a bound could wrap is asked
/// at the command, with <see cref="SumBound"/> over |cash| and Σ |lots| · (largest coefficient); beyond it the bound is taken modulo 2^64, on every path.</para>
/// <para>Source: docs/spec/0021-kernels.md (KERN-001, KERN-061 … KERN-063). Pure; does not allocate.</para>
/// </remarks>
public static class LinearScan
{
    private const int Lanes = 8;

    /// <summary>Coefficients that a table must have, so that no entry can name a place beyond it: 256 or 65,536.</summary>
    public static int TableLength<TEntry>()
        where TEntry : unmanaged, IBinaryInteger<TEntry>, IUnsignedNumber<TEntry> => typeof(TEntry) == typeof(byte) ? 1 << 8 : 1 << 16;

    /// <summary>Marks the accounts of each block: bit i for lane i.</summary>
    /// <param name="blocks">The accounts.</param>
    /// <param name="coefficients">As many as <see cref="TableLength"/>.</param>
    /// <param name="marks">One byte for each block.</param>
    /// <param name="path">How wide; the marks do not depend on it.</param>
    /// <exception cref="ArgumentException">A table or room of another length.</exception>
    public static void Mark<TEntry>(LinearBlocks<TEntry> blocks, ReadOnlySpan<long> coefficients, Span<byte> marks, KernelPath path)
        where TEntry : unmanaged, IBinaryInteger<TEntry>, IUnsignedNumber<TEntry>
    {
        RequireTable<TEntry>(coefficients);
        if (marks.Length != blocks.Count)
            throw new ArgumentException($"Expected room for {blocks.Count} blocks; found {marks.Length}.", nameof(marks));

        if (path == KernelPath.Vector512)
            Mark512(blocks, coefficients, marks);
        else if (path == KernelPath.Vector256)
            Mark256(blocks, coefficients, marks);
        else
            MarkScalar(blocks, coefficients, marks);
    }

    /// <summary>The bound itself of one account, by a plain loop.</summary>
    /// <param name="blocks">The accounts.</param>
    /// <param name="coefficients">As many as <see cref="TableLength"/>.</param>
    /// <param name="account">8 · block + lane.</param>
    public static long Bound<TEntry>(LinearBlocks<TEntry> blocks, ReadOnlySpan<long> coefficients, int account)
        where TEntry : unmanaged, IBinaryInteger<TEntry>, IUnsignedNumber<TEntry>
    {
        var (block, lane) = (account / Lanes, account % Lanes);
        var sum = blocks.Cash[account];
        for (var slot = 0; slot < blocks.Slots; slot++)
        {
            var place = (((block * blocks.Slots) + slot) * Lanes) + lane;
            var coefficient = coefficients[int.CreateTruncating(blocks.Entries[place])];
            sum = unchecked(sum + (blocks.Quantities[place] * coefficient));
        }

        return sum;
    }

    /// <summary>Turns marks into account numbers, ascending.</summary>
    /// <param name="marks">As <see cref="Mark"/> made them.</param>
    /// <param name="accounts">Room for them; what finds none is left out.</param>
    /// <returns>How many are marked, which may be more than there was room for.</returns>
    public static int Collect(ReadOnlySpan<byte> marks, Span<int> accounts)
    {
        var count = 0;
        var words = marks.Length / sizeof(ulong);
        for (var word = 0; word < words; word++)
        {
            for (var rest = BinaryPrimitives.ReadUInt64LittleEndian(marks[(word * sizeof(ulong))..]); rest != 0; rest &= rest - 1)
            {
                Append((word * 64) + BitOperations.TrailingZeroCount(rest), accounts, ref count);
            }
        }

        for (var block = words * sizeof(ulong); block < marks.Length; block++)
        {
            for (var rest = (uint)marks[block]; rest != 0; rest &= rest - 1)
            {
                Append((block * Lanes) + BitOperations.TrailingZeroCount(rest), accounts, ref count);
            }
        }

        return count;
    }

    private static void Append(int account, Span<int> accounts, ref int count)
    {
        if (count < accounts.Length)
            accounts[count] = account;

        count++;
    }

    private static void MarkScalar<TEntry>(LinearBlocks<TEntry> blocks, ReadOnlySpan<long> coefficients, Span<byte> marks)
        where TEntry : unmanaged, IBinaryInteger<TEntry>, IUnsignedNumber<TEntry>
    {
        for (var block = 0; block < marks.Length; block++)
        {
            var bits = 0;
            for (var lane = 0; lane < Lanes; lane++)
            {
                bits |= (Bound(blocks, coefficients, (block * Lanes) + lane) < 0 ? 1 : 0) << lane;
            }

            marks[block] = (byte)bits;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Mark512<TEntry>(LinearBlocks<TEntry> blocks, ReadOnlySpan<long> coefficients, Span<byte> marks)
        where TEntry : unmanaged, IBinaryInteger<TEntry>, IUnsignedNumber<TEntry>
    {
        unchecked
        {
            fixed (
                long* table = coefficients,
                    cashes = blocks.Cash
            )
            fixed (int* quantities = blocks.Quantities)
            fixed (TEntry* entries = blocks.Entries)
            fixed (byte* to = marks)
            {
                var cash = cashes;
                var quantity = quantities;
                var entry = entries;
                var (count, slots) = ((nint)marks.Length, (nint)blocks.Slots);
                for (nint block = 0; block < count; block++)
                {
                    var sum = Vector512.Load(cash);
                    cash += Lanes;
                    for (nint slot = 0; slot < slots; slot++)
                    {
                        var lots = Products.Widen(Vector256.Load(quantity));
                        sum += lots * Lookup(table, entry);
                        quantity += Lanes;
                        entry += Lanes;
                    }

                    to[block] = (byte)sum.ExtractMostSignificantBits();
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Mark256<TEntry>(LinearBlocks<TEntry> blocks, ReadOnlySpan<long> coefficients, Span<byte> marks)
        where TEntry : unmanaged, IBinaryInteger<TEntry>, IUnsignedNumber<TEntry>
    {
        unchecked
        {
            fixed (
                long* table = coefficients,
                    cashes = blocks.Cash
            )
            fixed (int* quantities = blocks.Quantities)
            fixed (TEntry* entries = blocks.Entries)
            fixed (byte* to = marks)
            {
                var cash = cashes;
                var quantity = quantities;
                var entry = entries;
                var (count, slots) = ((nint)marks.Length, (nint)blocks.Slots);
                for (nint block = 0; block < count; block++)
                {
                    var (low, high) = (Vector256.Load(cash), Vector256.Load(cash + 4));
                    cash += Lanes;
                    for (nint slot = 0; slot < slots; slot++)
                    {
                        low += Products.Widen(Vector128.Load(quantity)) * Quarters(table, entry);
                        high += Products.Widen(Vector128.Load(quantity + 4)) * Quarters(table, entry + 4);
                        quantity += Lanes;
                        entry += Lanes;
                    }

                    to[block] = (byte)(low.ExtractMostSignificantBits() | (high.ExtractMostSignificantBits() << 4));
                }
            }
        }
    }

    /// <summary>Coefficients of eight entries. Eight loads: on the processors measured a gather takes longer, and needs the same loads.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector512<long> Lookup<TEntry>(long* table, TEntry* entries)
        where TEntry : unmanaged => Vector512.Create(Quarters(table, entries), Quarters(table, entries + 4));

    /// <summary>Coefficients of four entries.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector256<long> Quarters<TEntry>(long* table, TEntry* entries)
        where TEntry : unmanaged => Vector256.Create(Pair(table, entries), Pair(table, entries + 2));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector128<long> Pair<TEntry>(long* table, TEntry* entries)
        where TEntry : unmanaged =>
        unchecked(
            typeof(TEntry) == typeof(byte)
                ? Vector128.Create(table[(nuint)((byte*)entries)[0]], table[(nuint)((byte*)entries)[1]])
                : Vector128.Create(table[(nuint)((ushort*)entries)[0]], table[(nuint)((ushort*)entries)[1]])
        );

    private static void RequireTable<TEntry>(ReadOnlySpan<long> coefficients)
        where TEntry : unmanaged, IBinaryInteger<TEntry>, IUnsignedNumber<TEntry>
    {
        if (coefficients.Length != TableLength<TEntry>())
        {
            throw new ArgumentException(
                $"Expected a table of {TableLength<TEntry>()} coefficients, unused ones zero; found {coefficients.Length}.",
                nameof(coefficients)
            );
        }
    }
}
