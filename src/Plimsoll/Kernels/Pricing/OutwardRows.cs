using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Plimsoll.Kernels.Scenarios;

namespace Plimsoll.Kernels.Pricing;

/// <summary>Values under scenarios as whole units that never flatter: down for who is long, up for who is short.</summary>
/// <remarks>
/// <para>A sum of quantities times such rows is at most what the exact values would give, in every scenario. So a book that is sound by its rows is sound; one that is not is
/// put before the decision, which never sees a row.</para>
/// <para>Long row = ⌊(value − offset) · scale − margin⌋, short row = ⌈… + margin⌉, with margin = allowance · scale and 2^-20 of a unit: what the arithmetic here rounds away is at
/// most half of that, for numbers of 32 bits. So the integers are the same on every path and outward of every value within the allowance.</para>
/// <para>Source: docs/spec/0021-kernels.md (KERN-030 … KERN-032). Pure; does not allocate.</para>
/// </remarks>
public static class OutwardRows
{
    private const double Slack = 1.0 / (1 << 20);

    /// <summary>Added, it leaves a whole number of 32 bits in the low bits: 1.5 · 2^52.</summary>
    private const double Rounder = 6755399441055744;

    /// <summary>Rounds the scenarios of one instrument into its two rows.</summary>
    /// <param name="values">The value of one lot in each scenario, in money.</param>
    /// <param name="offset">Taken off first: what a lot is worth now, when rows are to be results.</param>
    /// <param name="scale">Units per unit of money, above zero.</param>
    /// <param name="allowance">What a value may be off by, in money, zero or more: for prices of <see cref="Black76Grid"/> its <see cref="Black76Grid.Allowance"/>.</param>
    /// <param name="longRow">What a lot held counts for; as many as values.</param>
    /// <param name="shortRow">What a lot owed counts for.</param>
    /// <param name="path">How wide.</param>
    /// <returns>False when a number does not fit 32 bits, or is none: then the rows hold nothing of use, and a coarser scale or wide rows are needed.</returns>
    /// <exception cref="ArgumentException">Rows of another length; a scale or allowance out of range.</exception>
    public static bool Round(
        ReadOnlySpan<double> values,
        double offset,
        double scale,
        double allowance,
        Span<int> longRow,
        Span<int> shortRow,
        KernelPath path
    )
    {
        Require(values.Length, scale, allowance, longRow.Length, shortRow.Length);
        var margin = (allowance * scale) + Slack;
        return path switch
        {
            KernelPath.Vector512 => Round512(values, offset, scale, margin, longRow, shortRow),
            KernelPath.Vector256 => Round256(values, offset, scale, margin, longRow, shortRow),
            _ => RoundScalar(values, offset, scale, margin, longRow, shortRow, 0),
        };
    }

    /// <summary>The same into rows of 64 bits, for <see cref="WideScenarioSums"/>; up to 2^62 in magnitude.</summary>
    /// <returns>False when a number does not fit.</returns>
    /// <exception cref="ArgumentException">Rows of another length; a scale or allowance out of range.</exception>
    public static bool RoundWide(
        ReadOnlySpan<double> values,
        double offset,
        double scale,
        double allowance,
        Span<long> longRow,
        Span<long> shortRow
    )
    {
        const double Limit = 1L << 62;
        Require(values.Length, scale, allowance, longRow.Length, shortRow.Length);
        for (var i = 0; i < values.Length; i++)
        {
            // Three roundings of half a unit in the last place at most: here their size grows with the number.
            var number = (values[i] - offset) * scale;
            var margin = (allowance * scale) + (Math.Abs(number) * (4.0 / (1L << 52))) + Slack;
            var (low, high) = (Math.Floor(number - margin), Math.Ceiling(number + margin));
            if (!(low >= -Limit && high <= Limit))
                return false;

            (longRow[i], shortRow[i]) = ((long)low, (long)high);
        }

        return true;
    }

    private static bool RoundScalar(
        ReadOnlySpan<double> values,
        double offset,
        double scale,
        double margin,
        Span<int> longRow,
        Span<int> shortRow,
        int from
    )
    {
        for (var i = from; i < values.Length; i++)
        {
            var number = values[i] - offset;
            var low = Math.Floor(Math.FusedMultiplyAdd(number, scale, -margin));
            var high = Math.Ceiling(Math.FusedMultiplyAdd(number, scale, margin));
            if (!(low >= int.MinValue && high <= int.MaxValue))
                return false;

            (longRow[i], shortRow[i]) = ((int)low, (int)high);
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Round512(
        ReadOnlySpan<double> values,
        double offset,
        double scale,
        double margin,
        Span<int> longRow,
        Span<int> shortRow
    )
    {
        unchecked
        {
            ref var from = ref MemoryMarshal.GetReference(values);
            ref var longs = ref MemoryMarshal.GetReference(longRow);
            ref var shorts = ref MemoryMarshal.GetReference(shortRow);
            var (shift, factor) = (Vector512.Create(offset), Vector512.Create(scale));
            var (down, up, rounder) = (Vector512.Create(-margin), Vector512.Create(margin), Vector512.Create(Rounder));
            var (least, most) = (Vector512.Create((double)int.MinValue), Vector512.Create((double)int.MaxValue));
            var fit = Vector512<double>.AllBitsSet;
            var end = values.Length - (values.Length % Vector512<double>.Count);
            for (var i = 0; i < end; i += Vector512<double>.Count)
            {
                var number = Vector512.LoadUnsafe(ref from, (nuint)i) - shift;
                var low = Vector512.Floor(Vector512.FusedMultiplyAdd(number, factor, down));
                var high = Vector512.Ceiling(Vector512.FusedMultiplyAdd(number, factor, up));
                fit &= Vector512.GreaterThanOrEqual(low, least) & Vector512.LessThanOrEqual(high, most);
                var (lows, highs) = ((low + rounder).AsInt64(), (high + rounder).AsInt64());
                var narrow = Vector512.Narrow(lows, highs);
                narrow.GetLower().StoreUnsafe(ref longs, (nuint)i);
                narrow.GetUpper().StoreUnsafe(ref shorts, (nuint)i);
            }

            return fit.AsInt64() == Vector512<long>.AllBitsSet && RoundScalar(values, offset, scale, margin, longRow, shortRow, end);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Round256(
        ReadOnlySpan<double> values,
        double offset,
        double scale,
        double margin,
        Span<int> longRow,
        Span<int> shortRow
    )
    {
        unchecked
        {
            ref var from = ref MemoryMarshal.GetReference(values);
            ref var longs = ref MemoryMarshal.GetReference(longRow);
            ref var shorts = ref MemoryMarshal.GetReference(shortRow);
            var (shift, factor) = (Vector256.Create(offset), Vector256.Create(scale));
            var (down, up, rounder) = (Vector256.Create(-margin), Vector256.Create(margin), Vector256.Create(Rounder));
            var (least, most) = (Vector256.Create((double)int.MinValue), Vector256.Create((double)int.MaxValue));
            var fit = Vector256<double>.AllBitsSet;
            var end = values.Length - (values.Length % Vector256<double>.Count);
            for (var i = 0; i < end; i += Vector256<double>.Count)
            {
                var number = Vector256.LoadUnsafe(ref from, (nuint)i) - shift;
                var low = Vector256.Floor(Vector256.FusedMultiplyAdd(number, factor, down));
                var high = Vector256.Ceiling(Vector256.FusedMultiplyAdd(number, factor, up));
                fit &= Vector256.GreaterThanOrEqual(low, least) & Vector256.LessThanOrEqual(high, most);
                var narrow = Vector256.Narrow((low + rounder).AsInt64(), (high + rounder).AsInt64());
                narrow.GetLower().StoreUnsafe(ref longs, (nuint)i);
                narrow.GetUpper().StoreUnsafe(ref shorts, (nuint)i);
            }

            return fit.AsInt64() == Vector256<long>.AllBitsSet && RoundScalar(values, offset, scale, margin, longRow, shortRow, end);
        }
    }

    private static void Require(int values, double scale, double allowance, int longs, int shorts)
    {
        if (longs != values || shorts != values)
            throw new ArgumentException($"Expected rows of {values} scenarios; found {longs} and {shorts}.", nameof(longs));

        if (!(scale > 0 && double.IsFinite(scale)))
            throw new ArgumentOutOfRangeException(nameof(scale), scale, "Expected units per unit of money, above zero.");

        if (!(allowance >= 0 && double.IsFinite(allowance)))
            throw new ArgumentOutOfRangeException(nameof(allowance), allowance, "Expected what a value may be off by, zero or more.");
    }
}
