namespace Plimsoll.Margin.ValueAtRisk.Correlations;

/// <summary>A symmetric matrix: covariances or correlations of risk factors.</summary>
public sealed class SymmetricMatrix
{
    private readonly double[] _entries;

    /// <summary>All zeros.</summary>
    /// <param name="size">At least one.</param>
    public SymmetricMatrix(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        (Size, _entries) = (size, new double[size * size]);
    }

    /// <summary>From entries by row and column; only those on and below the diagonal are asked for.</summary>
    public static SymmetricMatrix From(int size, Func<int, int, double> entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var matrix = new SymmetricMatrix(size);
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column <= row; column++)
            {
                matrix[row, column] = entry(row, column);
            }
        }

        return matrix;
    }

    /// <summary>Rows, and columns.</summary>
    public int Size { get; }

    /// <summary>An entry; setting it sets its mirror too.</summary>
    public double this[int row, int column]
    {
        get => _entries[(row * Size) + column];
        set => _entries[(row * Size) + column] = _entries[(column * Size) + row] = value;
    }

    /// <summary>The quadratic form w'Mw, summed row by row.</summary>
    public double Quadratic(ReadOnlySpan<double> weights)
    {
        var sum = 0.0;
        for (var row = 0; row < Size; row++)
        {
            sum += weights[row] * RowTimes(row, weights);
        }

        return sum;
    }

    /// <summary>One entry of Mw.</summary>
    public double RowTimes(int row, ReadOnlySpan<double> weights)
    {
        var sum = 0.0;
        for (var column = 0; column < Size; column++)
        {
            sum += this[row, column] * weights[column];
        }

        return sum;
    }
}
