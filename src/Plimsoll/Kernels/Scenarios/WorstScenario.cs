using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Plimsoll.Kernels.Scenarios;

/// <summary>The least sum over all scenarios, for each of many accounts.</summary>
/// <remarks>
/// <para>min over s of Σ quantity · row[s]: exact 32-bit products in 64-bit sums, the same in any order. A book whose sums could wrap is not for this kernel
/// (<see cref="Book.CanOverflow"/>, asked at the command); what it gives for one is the sum modulo 2^64, on every path.</para>
/// <para>Source: docs/spec/0021-kernels.md (KERN-001, KERN-040 … KERN-042). Pure; does not allocate.</para>
/// </remarks>
public static class WorstScenario
{
    private const int Chunk = 32;

    /// <summary>The least sum of each account; zero for one without positions.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="books">The accounts.</param>
    /// <param name="worst">One for each account: negative is a loss.</param>
    /// <param name="path">How wide; the integers do not depend on it.</param>
    /// <exception cref="ArgumentException">Room for another number of accounts.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A position in a row that is not there.</exception>
    public static void OfEach(ScenarioRows rows, Books books, Span<long> worst, KernelPath path)
    {
        if (worst.Length != books.Count)
            throw new ArgumentException($"Expected room for {books.Count} accounts; found {worst.Length}.", nameof(worst));

        if (path == KernelPath.Vector512)
            OfEach512(rows, books, worst);
        else if (path == KernelPath.Vector256)
            OfEach256(rows, books, worst);
        else
            OfEachScalar(rows, books, worst);
    }

    /// <summary>The least of sums that are there already, and the first scenario that has it.</summary>
    /// <param name="sums">At least one, as <see cref="ScenarioSums"/> makes them.</param>
    public static (long Sum, int Scenario) Of(ReadOnlySpan<long> sums)
    {
        var least = 0;
        for (var i = 1; i < sums.Length; i++)
        {
            least = sums[i] < sums[least] ? i : least;
        }

        return (sums[least], least);
    }

    private static void OfEachScalar(ScenarioRows rows, Books books, Span<long> worst)
    {
        for (var account = 0; account < worst.Length; account++)
        {
            var book = books[account];
            rows.Require(book.Rows);
            var least = long.MaxValue;
            for (var s = 0; s < rows.Scenarios; s++)
            {
                var sum = ScenarioSums.OfOne(rows, book, s);
                least = sum < least ? sum : least;
            }

            worst[account] = least;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OfEach512(ScenarioRows rows, Books books, Span<long> worst)
    {
        unchecked
        {
            ref var units = ref MemoryMarshal.GetReference(rows.Units);
            ref var rowOf = ref MemoryMarshal.GetReference(books.Rows);
            ref var quantityOf = ref MemoryMarshal.GetReference(books.Quantities);
            ref var starts = ref MemoryMarshal.GetReference(books.Starts);
            var (stride, count, positions) = ((nuint)rows.Scenarios, (uint)rows.Count, (uint)books.Rows.Length);
            var chunked = rows.Scenarios - (rows.Scenarios % Chunk);
            for (var account = 0; account < worst.Length; account++)
            {
                var (start, end) = (Unsafe.Add(ref starts, account), Unsafe.Add(ref starts, account + 1));
                if ((uint)start > (uint)end || (uint)end > positions)
                    ThrowStarts(account);

                var least = Vector512.Create(long.MaxValue);
                for (var column = 0; column < chunked; column += Chunk)
                {
                    ref var from = ref Unsafe.Add(ref units, column);
                    Vector512<long> s0 = default,
                        s1 = default,
                        s2 = default,
                        s3 = default;
                    for (var p = (nint)start; p < end; p++)
                    {
                        var row = (uint)Unsafe.Add(ref rowOf, p);
                        if (row >= count)
                            ThrowRow(account, row, count);

                        ref var unit = ref Unsafe.Add(ref from, row * stride);
                        var quantity = Vector512.Create(Unsafe.Add(ref quantityOf, p));
                        var (x, y) = (Vector512.LoadUnsafe(ref unit), Vector512.LoadUnsafe(ref unit, 16));
                        s0 += Products.OfLow(x.AsInt64(), quantity);
                        s1 += Products.OfHigh(x, quantity);
                        s2 += Products.OfLow(y.AsInt64(), quantity);
                        s3 += Products.OfHigh(y, quantity);
                    }

                    least = Vector512.Min(least, Vector512.Min(Vector512.Min(s0, s1), Vector512.Min(s2, s3)));
                }

                worst[account] = Products.Least(least);
                if (chunked < rows.Scenarios)
                    worst[account] = Remainder(rows, books[account], chunked, worst[account]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OfEach256(ScenarioRows rows, Books books, Span<long> worst)
    {
        unchecked
        {
            ref var units = ref MemoryMarshal.GetReference(rows.Units);
            ref var rowOf = ref MemoryMarshal.GetReference(books.Rows);
            ref var quantityOf = ref MemoryMarshal.GetReference(books.Quantities);
            ref var starts = ref MemoryMarshal.GetReference(books.Starts);
            var (stride, count, positions) = ((nuint)rows.Scenarios, (uint)rows.Count, (uint)books.Rows.Length);
            var chunked = rows.Scenarios - (rows.Scenarios % Chunk);
            for (var account = 0; account < worst.Length; account++)
            {
                var (start, end) = (Unsafe.Add(ref starts, account), Unsafe.Add(ref starts, account + 1));
                if ((uint)start > (uint)end || (uint)end > positions)
                    ThrowStarts(account);

                var least = Vector256.Create(long.MaxValue);
                for (var column = 0; column < chunked; column += Chunk)
                {
                    ref var from = ref Unsafe.Add(ref units, column);
                    Vector256<long> s0 = default,
                        s1 = default,
                        s2 = default,
                        s3 = default,
                        s4 = default,
                        s5 = default,
                        s6 = default,
                        s7 = default;
                    for (var p = (nint)start; p < end; p++)
                    {
                        var row = (uint)Unsafe.Add(ref rowOf, p);
                        if (row >= count)
                            ThrowRow(account, row, count);

                        ref var unit = ref Unsafe.Add(ref from, row * stride);
                        var quantity = Vector256.Create(Unsafe.Add(ref quantityOf, p));
                        var (w, x) = (Vector256.LoadUnsafe(ref unit), Vector256.LoadUnsafe(ref unit, 8));
                        var (y, z) = (Vector256.LoadUnsafe(ref unit, 16), Vector256.LoadUnsafe(ref unit, 24));
                        s0 += Products.OfLow(w.AsInt64(), quantity);
                        s1 += Products.OfHigh(w, quantity);
                        s2 += Products.OfLow(x.AsInt64(), quantity);
                        s3 += Products.OfHigh(x, quantity);
                        s4 += Products.OfLow(y.AsInt64(), quantity);
                        s5 += Products.OfHigh(y, quantity);
                        s6 += Products.OfLow(z.AsInt64(), quantity);
                        s7 += Products.OfHigh(z, quantity);
                    }

                    var left = Vector256.Min(Vector256.Min(s0, s1), Vector256.Min(s2, s3));
                    var right = Vector256.Min(Vector256.Min(s4, s5), Vector256.Min(s6, s7));
                    least = Vector256.Min(least, Vector256.Min(left, right));
                }

                worst[account] = Products.Least(least);
                if (chunked < rows.Scenarios)
                    worst[account] = Remainder(rows, books[account], chunked, worst[account]);
            }
        }
    }

    private static long Remainder(ScenarioRows rows, Book book, int from, long least)
    {
        for (var s = from; s < rows.Scenarios; s++)
        {
            var sum = ScenarioSums.OfOne(rows, book, s);
            least = sum < least ? sum : least;
        }

        return least;
    }

    private static void ThrowStarts(int account) =>
        throw new ArgumentException($"Account {account}: expected starts that ascend and end with the positions.", nameof(account));

    private static void ThrowRow(int account, uint row, uint count) =>
        throw new ArgumentOutOfRangeException(nameof(row), unchecked((int)row), $"Account {account}: expected a row below {count}.");
}
