namespace Plimsoll.Margin.ValueAtRisk.Correlations;

/// <summary>L with L L' = M: turns independent normal numbers into ones that move together.</summary>
/// <remarks>A pivot that is zero but for rounding leaves its column empty, so that a matrix that is only semi-definite has a factor too.</remarks>
public sealed class CholeskyFactor
{
    private readonly double[] _entries;

    private CholeskyFactor(int size, double[] entries) => (Size, _entries) = (size, entries);

    /// <summary>Rows.</summary>
    public int Size { get; }

    /// <summary>An entry; zero above the diagonal.</summary>
    public double this[int row, int column] => _entries[(row * Size) + column];

    /// <summary>Factors a positive semi-definite matrix.</summary>
    /// <exception cref="ArgumentException">It is not: repair it first (<see cref="NearestCorrelation"/>).</exception>
    public static CholeskyFactor Of(SymmetricMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var n = matrix.Size;
        var entries = new double[n * n];
        for (var column = 0; column < n; column++)
        {
            var pivot = matrix[column, column] - Product(entries, n, column, column);
            var noise = 1e-10 * matrix[column, column];
            if (!(pivot >= -noise))
                throw new ArgumentException(
                    $"Expected a positive semi-definite matrix; found the pivot {pivot} in row {column}.",
                    nameof(matrix)
                );

            if (pivot <= noise)
                continue;

            var root = Math.Sqrt(pivot);
            entries[(column * n) + column] = root;
            for (var row = column + 1; row < n; row++)
            {
                entries[(row * n) + column] = (matrix[row, column] - Product(entries, n, row, column)) / root;
            }
        }

        return new(n, entries);
    }

    /// <summary>Lz, in place: from the last row up, as each needs only those before it.</summary>
    public void Apply(Span<double> independent)
    {
        for (var row = Size - 1; row >= 0; row--)
        {
            var sum = 0.0;
            for (var column = 0; column <= row; column++)
            {
                sum += this[row, column] * independent[column];
            }

            independent[row] = sum;
        }
    }

    private static double Product(double[] entries, int n, int row, int column)
    {
        var sum = 0.0;
        for (var k = 0; k < column; k++)
        {
            sum += entries[(row * n) + k] * entries[(column * n) + k];
        }

        return sum;
    }
}
