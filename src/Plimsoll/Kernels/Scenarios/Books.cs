namespace Plimsoll.Kernels.Scenarios;

/// <summary>The positions of many accounts, one account's after the other's.</summary>
public readonly ref struct Books
{
    /// <param name="starts">Where each account's positions begin, ascending from zero, and at the end where the last one's end.</param>
    /// <param name="rows">Each position's row in <see cref="ScenarioRows"/>.</param>
    /// <param name="quantities">Signed lots, as many.</param>
    /// <exception cref="ArgumentException">Columns that do not fit each other.</exception>
    public Books(ReadOnlySpan<int> starts, ReadOnlySpan<int> rows, ReadOnlySpan<int> quantities)
    {
        if (starts.IsEmpty || starts[0] != 0 || starts[^1] != rows.Length)
            throw new ArgumentException($"Expected starts from 0 to the {rows.Length} positions there are.", nameof(starts));

        if (rows.Length != quantities.Length)
            throw new ArgumentException($"Expected {rows.Length} quantities; found {quantities.Length}.", nameof(quantities));

        Starts = starts;
        Rows = rows;
        Quantities = quantities;
    }

    internal ReadOnlySpan<int> Starts { get; }

    internal ReadOnlySpan<int> Rows { get; }

    internal ReadOnlySpan<int> Quantities { get; }

    /// <summary>How many accounts there are.</summary>
    public int Count => Starts.Length - 1;

    /// <summary>One account's positions.</summary>
    public Book this[int account]
    {
        get
        {
            var (start, end) = (Starts[account], Starts[account + 1]);
            return new(Rows[start..end], Quantities[start..end]);
        }
    }
}
