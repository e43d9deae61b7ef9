using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Margin.ValueAtRisk.Correlations;
using Plimsoll.Testing;

namespace Plimsoll.Tests.Margin.ValueAtRisk;

/// <summary>Correlations: estimated, shrunk, repaired, factored.</summary>
public sealed class CorrelationTests
{
    /// <summary>Three pairs that cannot hold together: a with b, b with c, but a against c.</summary>
    private static SymmetricMatrix Broken { get; } = Of([1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]);

    private static Arbitrary<SymmetricMatrix> Correlations =>
        (
            from size in Gen.Choose(1, 7)
            from entries in Gen.Choose(-1000, 1000).ListOf(size * size)
            select SymmetricMatrix.From(size, (row, column) => row == column ? 1 : entries[(row * size) + column] / 1000.0)
        ).ToArbitrary();

    [Fact, Trait("Criterion", "VARR-020")]
    public void Equal_weights_give_the_plain_covariance()
    {
        var covariance = CovarianceEstimate.Ewma(
            [
                [1, -1, 2],
                [2, 0, -2],
            ],
            1
        );

        Assert.Equal(2, covariance[0, 0], 1e-15);
        Assert.Equal(-2.0 / 3, covariance[0, 1], 1e-15);
        Assert.Equal(8.0 / 3, covariance[1, 1], 1e-15);
    }

    [Fact, Trait("Criterion", "VARR-021")]
    public void Shrinking_goes_from_the_sample_to_its_target()
    {
        var sample = Of([1, 0.8, 0.2], [0.8, 1, 0.5], [0.2, 0.5, 1]);

        Assert.Equal(0.8, CovarianceEstimate.Shrunk(sample, ShrinkageTarget.Identity, 0)[0, 1]);
        Assert.Equal(0.4, CovarianceEstimate.Shrunk(sample, ShrinkageTarget.Identity, 0.5)[0, 1], 1e-15);
        Assert.Equal(0.5, CovarianceEstimate.Shrunk(sample, ShrinkageTarget.MeanCorrelation, 1)[0, 1], 1e-15);
        Assert.Equal(0.6, CovarianceEstimate.Shrunk(sample, ShrinkageTarget.One, 0.5)[0, 2], 1e-15);
    }

    [Fact, Trait("Criterion", "VARR-022")]
    public void Eigenvectors_put_the_matrix_together_again() =>
        Prop.ForAll(
                Correlations,
                matrix =>
                {
                    var eigen = Eigenvalues.Of(matrix);
                    var back = SymmetricMatrix.From(
                        matrix.Size,
                        (row, column) =>
                            Enumerable.Range(0, matrix.Size).Sum(k => eigen.Values[k] * eigen.Vector(row, k) * eigen.Vector(column, k))
                    );
                    return Distance(matrix, back) < 1e-12;
                }
            )
            .Check(Exploration.Of(200));

    [Fact, Trait("Criterion", "VARR-023")]
    public void A_broken_matrix_is_repaired_and_a_sound_one_left_alone()
    {
        var (repaired, least, isRepaired) = NearestCorrelation.Of(Broken);

        Assert.True(isRepaired);
        Assert.Equal(-0.8, least, 1e-12);
        Assert.Equal(0.5, repaired[0, 1], 1e-9);
        Assert.Equal(-0.5, repaired[0, 2], 1e-9);
        Assert.False(NearestCorrelation.Of(repaired).IsRepaired);
    }

    [Fact, Trait("Criterion", "VARR-023")]
    public void What_is_repaired_is_a_correlation_matrix_with_a_factor() =>
        Prop.ForAll(
                Correlations,
                matrix =>
                {
                    var repaired = NearestCorrelation.Of(matrix).Matrix;
                    var factor = CholeskyFactor.Of(repaired);
                    var product = SymmetricMatrix.From(
                        matrix.Size,
                        (row, column) => Enumerable.Range(0, matrix.Size).Sum(k => factor[row, k] * factor[column, k])
                    );
                    var isCorrelation = Enumerable
                        .Range(0, matrix.Size)
                        .All(row =>
                            repaired[row, row] == 1 && Enumerable.Range(0, row).All(column => Math.Abs(repaired[row, column]) <= 1)
                        );
                    return isCorrelation && Distance(repaired, product) < 1e-4;
                }
            )
            .Check(Exploration.Of(200));

    [Fact]
    public void A_matrix_that_is_none_has_no_factor() => Assert.Throws<ArgumentException>(() => CholeskyFactor.Of(Broken));

    internal static SymmetricMatrix Of(params double[][] rows) => SymmetricMatrix.From(rows.Length, (row, column) => rows[row][column]);

    private static double Distance(SymmetricMatrix left, SymmetricMatrix right) =>
        Enumerable
            .Range(0, left.Size)
            .Max(row => Enumerable.Range(0, left.Size).Max(column => Math.Abs(left[row, column] - right[row, column])));
}
