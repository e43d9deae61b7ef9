using Plimsoll.Margin.ValueAtRisk.Correlations;

namespace Plimsoll.Margin.ValueAtRisk.MonteCarlo;

/// <summary>How risk factors move together over the horizon.</summary>
/// <param name="Factor">The Cholesky factor of their correlations.</param>
/// <param name="Deviations">The standard deviation of each factor's log move over the horizon.</param>
/// <param name="Degrees">ν of Student's t, 3 to 100, the same for dependence and margins, scaled to the deviations; null for normal. Smaller means that extremes come together.</param>
/// <param name="Samples">For each factor its historical moves in ascending order, to take the place of its normal or Student margin under the same copula; null to keep that.
/// They are used as they are: deviations do not scale them.</param>
public sealed record PathLaw(
    CholeskyFactor Factor,
    IReadOnlyList<double> Deviations,
    int? Degrees = null,
    IReadOnlyList<double[]>? Samples = null
);
