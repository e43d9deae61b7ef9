namespace Plimsoll.Margin.ValueAtRisk.Correlations;

/// <summary>A correlation matrix from one that pairs were put into one by one and that is none: no portfolio may have a negative variance.</summary>
/// <remarks>
/// <para>Eigenvalues below a floor are raised to it and the diagonal is scaled back to one: near the nearest in the Frobenius norm, not the nearest itself
/// (which N. Higham's alternating projections would find).</para>
/// <para>Source: R. Rebonato, P. Jäckel, The most general methodology to create a valid correlation matrix (1999), spectral decomposition. docs/spec/0018-value-at-risk.md (VARR-023). Pure.</para>
/// </remarks>
public static class NearestCorrelation
{
    /// <summary>The matrix itself where it is positive semi-definite already, else the repaired one.</summary>
    /// <param name="correlations">Ones on the diagonal, the rest from −1 to 1.</param>
    /// <param name="floor">The least eigenvalue before scaling; not negative.</param>
    /// <returns>The matrix, the least eigenvalue found, and whether anything was changed.</returns>
    public static (SymmetricMatrix Matrix, double LeastEigenvalue, bool IsRepaired) Of(SymmetricMatrix correlations, double floor = 1e-10)
    {
        ArgumentNullException.ThrowIfNull(correlations);
        ArgumentOutOfRangeException.ThrowIfNegative(floor);
        var eigen = Eigenvalues.Of(correlations);
        var least = double.PositiveInfinity;
        foreach (var value in eigen.Values)
        {
            least = Math.Min(least, value);
        }

        // What rounding leaves of an eigenvalue that is zero is no fault of the matrix.
        if (least >= -1e-12 * correlations.Size)
            return (correlations, least, false);

        var n = correlations.Size;
        var raised = SymmetricMatrix.From(
            n,
            (row, column) =>
            {
                var sum = 0.0;
                for (var k = 0; k < n; k++)
                {
                    sum += Math.Max(floor, eigen.Values[k]) * eigen.Vector(row, k) * eigen.Vector(column, k);
                }

                return sum;
            }
        );
        return (CovarianceEstimate.Correlations(raised), least, true);
    }
}
