using Plimsoll.Margin.ValueAtRisk;
using Plimsoll.Margin.ValueAtRisk.Correlations;
using Plimsoll.Margin.ValueAtRisk.MonteCarlo;

namespace Plimsoll.Simulation.Backtests.Models;

/// <summary>Monte Carlo: Student's copula and margins at EWMA volatility and correlation, every option valued in full.</summary>
/// <remarks>
/// The same paths every day, as a clearing house would: uncorrelated ones of deviation one are drawn once, then correlated and scaled. So margin does not jitter, and the error of the simulation is the same every day too.
/// </remarks>
internal sealed class SimulatedModel(BacktestSettings settings) : IBacktestModel
{
    private double[][]? _paths;

    public double Margin(in BookView view)
    {
        _paths ??= Drawn(view.Factors);
        var covariances = ParametricModel.Covariances(view, settings);
        var correlations = NearestCorrelation.Of(CovarianceEstimate.Correlations(covariances)).Matrix;
        var factor = CholeskyFactor.Of(correlations);
        var losses = new LossMatrix(view.Positions, _paths.Length, view.StepYears);
        Span<double> moves = stackalloc double[view.Factors];
        for (var path = 0; path < _paths.Length; path++)
        {
            _paths[path].CopyTo(moves);
            factor.Apply(moves);
            for (var i = 0; i < moves.Length; i++)
            {
                moves[i] *= Math.Sqrt(covariances[i, i]);
            }

            losses.Fill(path, moves);
        }

        return Math.Max(0, losses.Figures(settings.Level).ValueAtRisk);
    }

    private double[][] Drawn(int factors)
    {
        var apart = CholeskyFactor.Of(SymmetricMatrix.From(factors, (row, column) => row == column ? 1 : 0));
        var law = new PathLaw(apart, [.. Enumerable.Repeat(1.0, factors)], BacktestSettings.StudentDegrees);
        var generator = new PathGenerator(settings.Seed, law);
        var paths = new double[settings.Paths][];
        for (var path = 0; path < paths.Length; path++)
        {
            paths[path] = new double[factors];
            generator.Draw(path, paths[path]);
        }

        return paths;
    }
}
