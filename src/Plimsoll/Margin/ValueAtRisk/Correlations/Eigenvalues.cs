namespace Plimsoll.Margin.ValueAtRisk.Correlations;

/// <summary>The eigenvalues and eigenvectors of a symmetric matrix by cyclic Jacobi rotations, in a fixed order of basic operations.</summary>
/// <remarks>Source: G. Golub, C. Van Loan, Matrix computations, section 8.5. docs/spec/0018-value-at-risk.md (VARR-022). Pure.</remarks>
public sealed class Eigenvalues
{
    private const int SweepsMax = 60;
    private readonly double[,] _vectors;
    private readonly double[] _values;

    private Eigenvalues(double[] values, double[,] vectors) => (_values, _vectors) = (values, vectors);

    /// <summary>The eigenvalues, in the order in which the rotations leave them on the diagonal.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>The entry of an eigenvector in a row; vectors have length one.</summary>
    public double Vector(int row, int eigenvalue) => _vectors[row, eigenvalue];

    /// <summary>Decomposes a matrix.</summary>
    /// <param name="matrix">Finite entries.</param>
    public static Eigenvalues Of(SymmetricMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var n = matrix.Size;
        var (a, v) = (new double[n, n], new double[n, n]);
        for (var i = 0; i < n; i++)
        {
            v[i, i] = 1;
            for (var j = 0; j < n; j++)
            {
                a[i, j] = matrix[i, j];
            }
        }

        for (var sweep = 0; sweep < SweepsMax && OffDiagonal(a, n) > 0; sweep++)
        {
            for (var p = 0; p < n - 1; p++)
            {
                for (var q = p + 1; q < n; q++)
                {
                    Rotate(a, v, n, p, q);
                }
            }
        }

        var values = new double[n];
        for (var i = 0; i < n; i++)
        {
            values[i] = a[i, i];
        }

        return new(values, v);
    }

    private static double OffDiagonal(double[,] a, int n)
    {
        var sum = 0.0;
        for (var p = 0; p < n; p++)
        {
            for (var q = 0; q < p; q++)
            {
                sum += Math.Abs(a[p, q]);
            }
        }

        return sum;
    }

    private static void Rotate(double[,] a, double[,] v, int n, int p, int q)
    {
        var off = a[p, q];
        if (off == 0)
            return;

        // Below the last bit of both diagonal entries it changes nothing any more.
        if (Math.Abs(off) < 1e-18 * (Math.Abs(a[p, p]) + Math.Abs(a[q, q])))
        {
            a[p, q] = a[q, p] = 0;
            return;
        }

        var theta = (a[q, q] - a[p, p]) / (2 * off);
        var tangent = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        var cosine = 1 / Math.Sqrt((tangent * tangent) + 1);
        var sine = tangent * cosine;
        a[p, p] -= tangent * off;
        a[q, q] += tangent * off;
        a[p, q] = a[q, p] = 0;
        for (var k = 0; k < n; k++)
        {
            if (k != p && k != q)
            {
                var (left, right) = (a[k, p], a[k, q]);
                a[k, p] = a[p, k] = (cosine * left) - (sine * right);
                a[k, q] = a[q, k] = (sine * left) + (cosine * right);
            }

            (v[k, p], v[k, q]) = ((cosine * v[k, p]) - (sine * v[k, q]), (sine * v[k, p]) + (cosine * v[k, q]));
        }
    }
}
