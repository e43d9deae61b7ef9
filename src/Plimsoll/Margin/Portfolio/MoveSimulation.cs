using System.Globalization;
using Plimsoll.Margin.ValueAtRisk.Correlations;
using Plimsoll.Margin.ValueAtRisk.MonteCarlo;

namespace Plimsoll.Margin.Portfolio;

/// <summary>Paths that are like a table of past moves: as volatile, as correlated, and as many as are wanted.</summary>
/// <remarks>
/// Covariances around zero with weights by age; correlations drawn toward their mean, made positive semi-definite; normal or Student moves, or the past's own margins under that copula.
/// The same seed gives the same table, to the bit. Source: docs/spec/0018-value-at-risk.md (VARR-020 … VARR-023, VARR-030 … VARR-033, VARR-109). Pure.
/// </remarks>
/// <param name="Paths">How many rows, at least one.</param>
/// <param name="Seed">Names the paths.</param>
public sealed record MoveSimulation(int Paths, ulong Seed)
{
    /// <summary>ν of Student's t, 3 to 100; null for normal moves.</summary>
    public int? Degrees { get; init; }

    /// <summary>Whether each factor keeps the quantiles of its past, so that only how factors move together is simulated.</summary>
    public bool IsEmpirical { get; init; }

    /// <summary>λ of weights by age, above 0 and at most 1; 1 for equal ones.</summary>
    public double Decay { get; init; } = 1;

    /// <summary>How far correlations are drawn toward their mean, 0 to 1.</summary>
    public double Shrinkage { get; init; }

    /// <summary>The paths.</summary>
    /// <param name="history">Past moves over the horizon; their own weights do not matter.</param>
    /// <exception cref="InvalidOperationException">No path is asked for.</exception>
    /// <exception cref="ArgumentException">Degrees, decay or shrinkage out of range, or moves beyond what a table holds.</exception>
    public MoveTable Of(MoveTable history)
    {
        ArgumentNullException.ThrowIfNull(history);
        if (Paths < 1)
            throw new InvalidOperationException($"Expected at least one path; found {Paths}.");

        var prices = history.Underlyings.Count;
        var factors = Enumerable
            .Range(0, history.HasVolatilities ? 2 * prices : prices)
            .Select(factor =>
                history.Rows.Select(row => factor < prices ? row.Prices[factor] : row.Volatilities[factor - prices]).ToArray()
            )
            .ToArray();
        var covariances = CovarianceEstimate.Ewma(factors, Decay);
        var correlations = CovarianceEstimate.Shrunk(
            CovarianceEstimate.Correlations(covariances),
            ShrinkageTarget.MeanCorrelation,
            Shrinkage
        );
        var law = new PathLaw(
            CholeskyFactor.Of(NearestCorrelation.Of(correlations).Matrix),
            [.. factors.Select((_, i) => Math.Sqrt(covariances[i, i]))],
            Degrees,
            IsEmpirical ? [.. factors.Select(moves => moves.Order().ToArray())] : null
        );
        var generator = new PathGenerator(Seed, law);
        var rows = new MoveRow[Paths];
        var drawn = new double[factors.Length];
        for (var path = 0; path < rows.Length; path++)
        {
            generator.Draw(path, drawn);
            rows[path] = new(string.Create(CultureInfo.InvariantCulture, $"path {path + 1}"), drawn[..prices], drawn[prices..]);
        }

        return new(history.Underlyings, rows, history.Days);
    }
}
