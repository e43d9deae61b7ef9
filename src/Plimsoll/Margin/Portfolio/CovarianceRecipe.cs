using Plimsoll.Margin.ValueAtRisk.Correlations;

namespace Plimsoll.Margin.Portfolio;

/// <summary>How a table of past moves becomes deviations and correlations: weighted by age around zero, drawn toward a target, made positive semi-definite; in this order.</summary>
/// <remarks>Source: docs/spec/0018-value-at-risk.md (VARR-020 … VARR-023, VARR-125). Pure.</remarks>
public sealed record CovarianceRecipe
{
    /// <summary>λ of weights by age, above 0 and at most 1; 1 for equal ones.</summary>
    public double Decay { get; init; } = 1;

    /// <summary>How far correlations are drawn toward the target, 0 to 1.</summary>
    public double Shrinkage { get; init; }

    /// <summary>What they are drawn toward.</summary>
    public ShrinkageTarget Target { get; init; } = ShrinkageTarget.MeanCorrelation;

    /// <summary>The table.</summary>
    /// <param name="history">Past moves over the horizon; their own weights do not matter.</param>
    /// <exception cref="ArgumentException">Decay or shrinkage out of range.</exception>
    public MoveCovariances Of(MoveTable history)
    {
        ArgumentNullException.ThrowIfNull(history);
        var count = history.Underlyings.Count;
        var factors = Enumerable
            .Range(0, history.HasVolatilities ? 2 * count : count)
            .Select(factor => history.Rows.Select(row => factor < count ? row.Prices[factor] : row.Volatilities[factor - count]).ToArray())
            .ToArray();
        var covariances = CovarianceEstimate.Ewma(factors, Decay);
        var drawn = CovarianceEstimate.Shrunk(CovarianceEstimate.Correlations(covariances), Target, Shrinkage);
        var sound = NearestCorrelation.Of(drawn).Matrix;
        var below = new List<double>();
        for (var row = 1; row < factors.Length; row++)
        {
            for (var column = 0; column < row; column++)
                below.Add(sound[row, column]);
        }

        return new(history.Underlyings, [.. factors.Select((_, i) => Math.Sqrt(covariances[i, i]))], below, history.Days);
    }
}
