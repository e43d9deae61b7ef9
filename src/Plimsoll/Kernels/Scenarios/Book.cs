namespace Plimsoll.Kernels.Scenarios;

/// <summary>The positions of one account.</summary>
public readonly ref struct Book
{
    /// <param name="rows">Each position's row in <see cref="ScenarioRows"/>.</param>
    /// <param name="quantities">Signed lots, as many.</param>
    /// <exception cref="ArgumentException">Columns that differ in length.</exception>
    public Book(ReadOnlySpan<int> rows, ReadOnlySpan<int> quantities)
    {
        if (rows.Length != quantities.Length)
            throw new ArgumentException($"Expected {rows.Length} quantities; found {quantities.Length}.", nameof(quantities));

        Rows = rows;
        Quantities = quantities;
    }

    /// <summary>Rows of the positions.</summary>
    public ReadOnlySpan<int> Rows { get; }

    /// <summary>Lots of the positions.</summary>
    public ReadOnlySpan<int> Quantities { get; }

    /// <summary>Whether any sum of this book over 32-bit rows could wrap. To be asked at the command that changes it: the kernels do not.</summary>
    public bool CanOverflow => !SumBound.OfNarrowRows(Quantities).FitsInt64;
}
