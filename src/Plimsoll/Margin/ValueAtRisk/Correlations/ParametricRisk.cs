using Plimsoll.Numerics;

namespace Plimsoll.Margin.ValueAtRisk.Correlations;

/// <summary>Value at risk and shortfall of a linear portfolio whose moves are jointly normal or Student, in closed form.</summary>
/// <remarks>
/// <para>σ² = w'Cw with w the portfolio's loss per unit of each factor's move. Normal: VaR = zσ, ES = σ φ(z) ÷ (1 − α). Student with ν degrees of freedom, scaled to the same variance, c = √((ν − 2)/ν):
/// VaR = c t σ, ES = c σ f(t) (ν + t²) ÷ ((ν − 1)(1 − α)). The mean is taken as zero. Component of factor i: w_i (Cw)_i ÷ σ times the same multiple; they add up.</para>
/// <para>Source: A. McNeil, R. Frey, P. Embrechts, Quantitative risk management, sections 2.3 and 8.5. docs/spec/0018-value-at-risk.md (VARR-024). Pure.</para>
/// </remarks>
public static class ParametricRisk
{
    /// <summary>Both figures per unit of deviation.</summary>
    /// <param name="level">α, above 0 and below 1.</param>
    /// <param name="degrees">ν of at least 3, or null for the normal distribution.</param>
    public static RiskFigures Multiples(double level, int? degrees)
    {
        if (!(level > 0 && level < 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "Expected a level above 0 and below 1, such as 0.99.");

        if (degrees is not { } nu)
        {
            var z = NormalDistribution.InverseCumulative(level);
            return new(z, NormalDistribution.Density(z) / (1 - level));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(nu, 3, nameof(degrees));
        var t = StudentDistribution.InverseCumulative(level, nu);
        var scale = Math.Sqrt((nu - 2.0) / nu);
        return new(scale * t, scale * StudentDistribution.Density(t, nu) * (nu + (t * t)) / ((nu - 1) * (1 - level)));
    }

    /// <summary>Both figures of a portfolio.</summary>
    /// <param name="exposures">w: the loss per unit move of each factor; for a linear position minus its value.</param>
    /// <param name="covariances">Of the moves over one period.</param>
    /// <param name="level">α, above 0 and below 1.</param>
    /// <param name="degrees">ν of at least 3, or null for normal.</param>
    /// <param name="periods">The horizon, by the root of time.</param>
    public static RiskFigures Of(
        ReadOnlySpan<double> exposures,
        SymmetricMatrix covariances,
        double level,
        int? degrees = null,
        double periods = 1
    )
    {
        ArgumentNullException.ThrowIfNull(covariances);
        ArgumentOutOfRangeException.ThrowIfNegative(periods);
        var deviation = Math.Sqrt(Math.Max(0, covariances.Quadratic(exposures)) * periods);
        var multiples = Multiples(level, degrees);
        return new(multiples.ValueAtRisk * deviation, multiples.ExpectedShortfall * deviation);
    }

    /// <summary>The part of each factor in the value at risk; they add up to it.</summary>
    /// <param name="exposures">w: the loss per unit move of each factor.</param>
    /// <param name="covariances">Of the moves over one period.</param>
    /// <param name="level">α, above 0 and below 1.</param>
    /// <param name="degrees">ν of at least 3, or null for normal.</param>
    public static double[] Components(ReadOnlySpan<double> exposures, SymmetricMatrix covariances, double level, int? degrees = null)
    {
        ArgumentNullException.ThrowIfNull(covariances);
        var deviation = Math.Sqrt(Math.Max(0, covariances.Quadratic(exposures)));
        var multiple = Multiples(level, degrees).ValueAtRisk;
        var components = new double[exposures.Length];
        for (var i = 0; i < components.Length && deviation > 0; i++)
        {
            components[i] = multiple * exposures[i] * covariances.RowTimes(i, exposures) / deviation;
        }

        return components;
    }
}
