using Plimsoll.Kernels.Scenarios;
using Plimsoll.Margin.ValueAtRisk;

namespace Plimsoll.Kernels.ValueAtRisk;

/// <summary>Value at risk of each of many books over the same scenarios, in whole units.</summary>
/// <remarks>
/// <para>The definition of <see cref="LossDistribution"/> (VARR-001): the ⌈nα⌉-th smallest loss, an observation. A result is Σ quantity · row, its loss the opposite; so it is
/// the opposite of the (n − ⌈nα⌉ + 1)-th smallest result.</para>
/// <para>Source: docs/spec/0021-kernels.md (KERN-051, KERN-052). Pure; does not allocate.</para>
/// </remarks>
public static class BookValueAtRisk
{
    /// <summary>The place among results in ascending order, from one, whose opposite is the value at risk.</summary>
    /// <param name="scenarios">n, one or more.</param>
    /// <param name="level">α in billionths, above zero and below one: 990,000,000 is 99 %.</param>
    /// <exception cref="ArgumentOutOfRangeException">No scenario, or a level out of range.</exception>
    public static int Place(int scenarios, long level)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(scenarios, 1);
        if (level is <= 0 or >= One)
            throw new ArgumentOutOfRangeException(nameof(level), level, $"Expected billionths above 0 and below {One}, such as 990000000.");

        // ⌈nα − n · 10^-9⌉ in whole numbers: a share of 10^-9 short of the level counts as reached.
        var reached = (Int128)scenarios * (level - 1);
        var rank = (int)((reached + One - 1) / One);
        return scenarios - Math.Clamp(rank, 1, scenarios) + 1;
    }

    /// <summary>The value at risk of each account, in units of the rows; a negative one is a gain.</summary>
    /// <param name="rows">Results of one lot in each scenario.</param>
    /// <param name="books">The accounts. None may be able to overflow (<see cref="Book.CanOverflow"/>).</param>
    /// <param name="level">α in billionths.</param>
    /// <param name="sums">Room for one number a scenario, overwritten.</param>
    /// <param name="scratch">Room for <see cref="TailSelection.ScratchLength"/> numbers, overwritten.</param>
    /// <param name="values">One for each account.</param>
    /// <param name="path">How wide; the integers do not depend on it.</param>
    /// <exception cref="ArgumentException">Room of another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A level out of range, or a position in a row that is not there.</exception>
    public static void OfEach(
        ScenarioRows rows,
        Books books,
        long level,
        Span<long> sums,
        Span<long> scratch,
        Span<long> values,
        KernelPath path
    )
    {
        if (values.Length != books.Count)
            throw new ArgumentException($"Expected room for {books.Count} accounts; found {values.Length}.", nameof(values));

        var place = Place(rows.Scenarios, level);
        for (var account = 0; account < values.Length; account++)
        {
            ScenarioSums.Of(rows, books[account], sums, path);
            values[account] = unchecked(-TailSelection.Smallest(sums, place, scratch, path));
        }
    }

    private const long One = 1_000_000_000;
}
