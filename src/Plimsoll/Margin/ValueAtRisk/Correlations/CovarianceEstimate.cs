namespace Plimsoll.Margin.ValueAtRisk.Correlations;

/// <summary>Covariances of moves, recent ones counting for more, and correlations drawn toward a target.</summary>
/// <remarks>
/// <para>EWMA: C(t + 1) = λ C(t) + (1 − λ) r r', in closed form with weights that sum to one, around a mean of zero. λ = 1 weighs all alike.</para>
/// <para>Shrinkage: (1 − δ) sample + δ target, both semi-definite when the target is (O. Ledoit, M. Wolf, Honey, I shrunk the sample covariance matrix, 2004; the intensity δ is stated, not estimated).</para>
/// <para>docs/spec/0018-value-at-risk.md (VARR-020, VARR-021). Pure.</para>
/// </remarks>
public static class CovarianceEstimate
{
    /// <summary>Covariances of factors.</summary>
    /// <param name="moves">For each factor its moves, oldest first, all of one length.</param>
    /// <param name="decay">λ above 0 and at most 1.</param>
    public static SymmetricMatrix Ewma(IReadOnlyList<double[]> moves, double decay)
    {
        ArgumentNullException.ThrowIfNull(moves);
        if (moves.Count == 0)
            throw new ArgumentException("Expected moves of at least one factor; found none.", nameof(moves));

        var weights = AgeWeights.Of(moves[0].Length, decay);
        return SymmetricMatrix.From(
            moves.Count,
            (row, column) =>
            {
                if (moves[row].Length != weights.Count)
                    throw new ArgumentException(
                        $"Expected {weights.Count} moves of factor {row}; found {moves[row].Length}.",
                        nameof(moves)
                    );

                var sum = 0.0;
                for (var i = 0; i < weights.Count; i++)
                {
                    sum += weights[i] * moves[row][i] * moves[column][i];
                }

                return sum;
            }
        );
    }

    /// <summary>Correlations of covariances; a factor that never moved is correlated with nothing.</summary>
    public static SymmetricMatrix Correlations(SymmetricMatrix covariances)
    {
        ArgumentNullException.ThrowIfNull(covariances);
        return SymmetricMatrix.From(
            covariances.Size,
            (row, column) =>
            {
                if (row == column)
                    return 1;

                var scale = Math.Sqrt(covariances[row, row]) * Math.Sqrt(covariances[column, column]);
                return scale > 0 ? Math.Clamp(covariances[row, column] / scale, -1, 1) : 0;
            }
        );
    }

    /// <summary>Covariances of correlations and deviations.</summary>
    public static SymmetricMatrix Covariances(SymmetricMatrix correlations, IReadOnlyList<double> deviations)
    {
        ArgumentNullException.ThrowIfNull(correlations);
        ArgumentNullException.ThrowIfNull(deviations);
        return SymmetricMatrix.From(correlations.Size, (row, column) => correlations[row, column] * deviations[row] * deviations[column]);
    }

    /// <summary>Correlations drawn toward a target.</summary>
    /// <param name="correlations">Of the sample.</param>
    /// <param name="target">What they are drawn to.</param>
    /// <param name="intensity">δ from 0, the sample, to 1, the target.</param>
    public static SymmetricMatrix Shrunk(SymmetricMatrix correlations, ShrinkageTarget target, double intensity)
    {
        ArgumentNullException.ThrowIfNull(correlations);
        if (!(intensity >= 0 && intensity <= 1))
            throw new ArgumentOutOfRangeException(nameof(intensity), intensity, "Expected an intensity from 0 to 1.");

        var common = target switch
        {
            ShrinkageTarget.Identity => 0,
            ShrinkageTarget.One => 1,
            _ => Mean(correlations),
        };
        return SymmetricMatrix.From(
            correlations.Size,
            (row, column) => row == column ? 1 : ((1 - intensity) * correlations[row, column]) + (intensity * common)
        );
    }

    /// <summary>The mean correlation, not below the least that leaves the target semi-definite.</summary>
    private static double Mean(SymmetricMatrix correlations)
    {
        if (correlations.Size == 1)
            return 0;

        var sum = 0.0;
        for (var row = 1; row < correlations.Size; row++)
        {
            for (var column = 0; column < row; column++)
            {
                sum += correlations[row, column];
            }
        }

        return Math.Max(-1.0 / (correlations.Size - 1), 2 * sum / (correlations.Size * (correlations.Size - 1.0)));
    }
}
