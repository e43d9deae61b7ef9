using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Plimsoll.Kernels.Scenarios;

/// <summary>The sum of one account in every scenario: its results under historic or stressed moves, or the vector that a pre-trade check adds an order to.</summary>
/// <remarks>
/// <para>Σ quantity · row[s], exact as in <see cref="WorstScenario"/>; scenarios keep their order.</para>
/// <para>Source: docs/spec/0021-kernels.md (KERN-001, KERN-040, KERN-041). Pure; does not allocate.</para>
/// </remarks>
public static class ScenarioSums
{
    private const int Chunk = 32;

    /// <summary>The sums of a book.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="book">The positions.</param>
    /// <param name="sums">One for each scenario.</param>
    /// <param name="path">How wide; the integers do not depend on it.</param>
    /// <exception cref="ArgumentException">Room for another number of scenarios.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A position in a row that is not there.</exception>
    public static void Of(ScenarioRows rows, Book book, Span<long> sums, KernelPath path)
    {
        if (sums.Length != rows.Scenarios)
            throw new ArgumentException($"Expected room for {rows.Scenarios} scenarios; found {sums.Length}.", nameof(sums));

        rows.Require(book.Rows);
        var done = path switch
        {
            KernelPath.Vector512 => Of512(rows, book, sums),
            KernelPath.Vector256 => Of256(rows, book, sums),
            _ => 0,
        };
        for (var s = done; s < sums.Length; s++)
        {
            sums[s] = OfOne(rows, book, s);
        }
    }

    /// <summary>Adds one position to sums that are there already: what a trade of it would make of them.</summary>
    /// <param name="sums">The sums.</param>
    /// <param name="row">The row of the position, as many scenarios.</param>
    /// <param name="quantity">Signed lots.</param>
    /// <param name="after">The sums after it; may be <paramref name="sums"/> itself.</param>
    /// <exception cref="ArgumentException">Columns that differ in length.</exception>
    public static void Add(ReadOnlySpan<long> sums, ReadOnlySpan<int> row, int quantity, Span<long> after)
    {
        if (row.Length != sums.Length || after.Length != sums.Length)
            throw new ArgumentException($"Expected {sums.Length} scenarios; found {row.Length} and {after.Length}.", nameof(row));

        for (var s = 0; s < sums.Length; s++)
        {
            after[s] = unchecked(sums[s] + ((long)row[s] * quantity));
        }
    }

    /// <summary>The sum in one scenario, by a plain loop: what the vectors are compared with, and what takes their remainders.</summary>
    internal static long OfOne(ScenarioRows rows, Book book, int scenario)
    {
        var sum = 0L;
        for (var p = 0; p < book.Rows.Length; p++)
        {
            sum = unchecked(sum + ((long)rows[book.Rows[p]][scenario] * book.Quantities[p]));
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Of512(ScenarioRows rows, Book book, Span<long> sums)
    {
        unchecked
        {
            ref var units = ref MemoryMarshal.GetReference(rows.Units);
            ref var rowOf = ref MemoryMarshal.GetReference(book.Rows);
            ref var quantityOf = ref MemoryMarshal.GetReference(book.Quantities);
            ref var to = ref MemoryMarshal.GetReference(sums);
            var (stride, positions) = ((nuint)rows.Scenarios, (nint)book.Rows.Length);
            var column = 0;
            for (; column <= rows.Scenarios - Chunk; column += Chunk)
            {
                ref var from = ref Unsafe.Add(ref units, column);
                Vector512<long> s0 = default,
                    s1 = default,
                    s2 = default,
                    s3 = default;
                for (nint p = 0; p < positions; p++)
                {
                    ref var unit = ref Unsafe.Add(ref from, (uint)Unsafe.Add(ref rowOf, p) * stride);
                    var quantity = Vector512.Create(Unsafe.Add(ref quantityOf, p));
                    s0 += Products.OfLow(Products.Widen(Vector256.LoadUnsafe(ref unit)), quantity);
                    s1 += Products.OfLow(Products.Widen(Vector256.LoadUnsafe(ref unit, 8)), quantity);
                    s2 += Products.OfLow(Products.Widen(Vector256.LoadUnsafe(ref unit, 16)), quantity);
                    s3 += Products.OfLow(Products.Widen(Vector256.LoadUnsafe(ref unit, 24)), quantity);
                }

                s0.StoreUnsafe(ref to, (nuint)column);
                s1.StoreUnsafe(ref to, (nuint)column + 8);
                s2.StoreUnsafe(ref to, (nuint)column + 16);
                s3.StoreUnsafe(ref to, (nuint)column + 24);
            }

            return column;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Of256(ScenarioRows rows, Book book, Span<long> sums)
    {
        unchecked
        {
            const int Half = Chunk / 2;
            ref var units = ref MemoryMarshal.GetReference(rows.Units);
            ref var rowOf = ref MemoryMarshal.GetReference(book.Rows);
            ref var quantityOf = ref MemoryMarshal.GetReference(book.Quantities);
            ref var to = ref MemoryMarshal.GetReference(sums);
            var (stride, positions) = ((nuint)rows.Scenarios, (nint)book.Rows.Length);
            var column = 0;
            for (; column <= rows.Scenarios - Half; column += Half)
            {
                ref var from = ref Unsafe.Add(ref units, column);
                Vector256<long> s0 = default,
                    s1 = default,
                    s2 = default,
                    s3 = default;
                for (nint p = 0; p < positions; p++)
                {
                    ref var unit = ref Unsafe.Add(ref from, (uint)Unsafe.Add(ref rowOf, p) * stride);
                    var quantity = Vector256.Create(Unsafe.Add(ref quantityOf, p));
                    s0 += Products.OfLow(Products.Widen(Vector128.LoadUnsafe(ref unit)), quantity);
                    s1 += Products.OfLow(Products.Widen(Vector128.LoadUnsafe(ref unit, 4)), quantity);
                    s2 += Products.OfLow(Products.Widen(Vector128.LoadUnsafe(ref unit, 8)), quantity);
                    s3 += Products.OfLow(Products.Widen(Vector128.LoadUnsafe(ref unit, 12)), quantity);
                }

                s0.StoreUnsafe(ref to, (nuint)column);
                s1.StoreUnsafe(ref to, (nuint)column + 4);
                s2.StoreUnsafe(ref to, (nuint)column + 8);
                s3.StoreUnsafe(ref to, (nuint)column + 12);
            }

            return column;
        }
    }
}
