namespace Plimsoll.Kernels.Scenarios;

/// <summary>Sums over rows of 64 bits in 128, for books whose quantities or rows are too large for <see cref="ScenarioSums"/>.</summary>
/// <remarks>
/// <para>Exact while <see cref="SumBound.FitsInt128"/> holds of the book: Σ |quantity| · (largest row). There is one path: two multiplications and two additions a position,
/// about a tenth of the speed of narrow rows.</para>
/// <para>Source: docs/spec/0021-kernels.md (KERN-043). Pure; does not allocate.</para>
/// </remarks>
public static class WideScenarioSums
{
    /// <summary>The sums of a book.</summary>
    /// <param name="units">Rows of 64-bit units, one after the other.</param>
    /// <param name="rows">Each position's row.</param>
    /// <param name="quantities">Signed lots, as many.</param>
    /// <param name="sums">One for each scenario: their number is the length of a row.</param>
    /// <exception cref="ArgumentException">Columns that do not fit each other, or no scenario.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A position in a row that is not there.</exception>
    public static void Of(ReadOnlySpan<long> units, ReadOnlySpan<int> rows, ReadOnlySpan<long> quantities, Span<Int128> sums)
    {
        if (sums.IsEmpty || units.Length % sums.Length != 0)
            throw new ArgumentException($"Expected whole rows of {sums.Length} scenarios; found {units.Length} units.", nameof(units));

        if (rows.Length != quantities.Length)
            throw new ArgumentException($"Expected {rows.Length} quantities; found {quantities.Length}.", nameof(quantities));

        var count = units.Length / sums.Length;
        sums.Clear();
        for (var p = 0; p < rows.Length; p++)
        {
            if (rows[p] < 0 || rows[p] >= count)
                throw new ArgumentOutOfRangeException(nameof(rows), rows[p], $"Expected a row below {count}.");

            var row = units.Slice(rows[p] * sums.Length, sums.Length);
            var quantity = quantities[p];
            for (var s = 0; s < sums.Length; s++)
            {
                var high = Math.BigMul(row[s], quantity, out var low);
                sums[s] = unchecked(sums[s] + new Int128((ulong)high, (ulong)low));
            }
        }
    }

    /// <summary>The least of sums, and the first scenario that has it.</summary>
    /// <param name="sums">At least one.</param>
    public static (Int128 Sum, int Scenario) Worst(ReadOnlySpan<Int128> sums)
    {
        var least = 0;
        for (var i = 1; i < sums.Length; i++)
        {
            least = sums[i] < sums[least] ? i : least;
        }

        return (sums[least], least);
    }
}
