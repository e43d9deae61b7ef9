using Plimsoll.Margin.ValueAtRisk;
using Plimsoll.Margin.ValueAtRisk.Volatility;

namespace Plimsoll.Simulation.Backtests.Models;

/// <summary>Historical simulation: what the book would lose today under each move of the past.</summary>
internal sealed class HistoricalModel(BacktestSettings settings, HistoricalModel.Treatment treatment) : IBacktestModel
{
    private const double AgeDecay = 0.99;
    private const double LeastVolatility = 1e-6;
    private const int Refit = 20;
    private readonly IReadOnlyList<double> _weights = AgeWeights.Of(settings.Window, AgeDecay);
    private GarchModel? _garch;
    private int _fittedAt = int.MinValue;

    public enum Treatment
    {
        Plain,
        AgeWeighted,
        FilteredByEwma,
        FilteredByGarch,
        Everything,
    }

    public double Margin(in BookView view)
    {
        var moves = new double[view.Factors][];
        for (var factor = 0; factor < moves.Length; factor++)
        {
            moves[factor] = MovesOf(view, factor);
        }

        var losses = view.LossesUnder(moves);
        var figures =
            treatment == Treatment.AgeWeighted
                ? LossDistribution.Of(losses, [.. _weights], settings.Level)
                : LossDistribution.Of(losses, settings.Level);
        return Math.Max(0, figures.ValueAtRisk);
    }

    private double[] MovesOf(in BookView view, int factor)
    {
        // The second factor of a straddle is volatility itself; its moves are taken as they were.
        var isVolatility = view.Kind == BookKind.ShortVolatility && factor == 1;
        return treatment switch
        {
            Treatment.Everything => view.AllMoves(factor).ToArray(),
            Treatment.FilteredByEwma when !isVolatility => FilteredMoves.Of(view.Moves(factor), view.Forecasts(factor), LeastVolatility),
            Treatment.FilteredByGarch when !isVolatility => Garch(view, factor),
            _ => view.Moves(factor).ToArray(),
        };
    }

    /// <summary>Calibrated on the first factor every twentieth period: a hedge's legs share the parameters, not the volatility.</summary>
    private double[] Garch(in BookView view, int factor)
    {
        if (view.At >= _fittedAt + Refit || _garch is null)
        {
            (_garch, _fittedAt) = (HasMoved(view.Moves(0)) ? GarchModel.Fit(view.Moves(0)) : null, view.At);
        }

        if (_garch is not { } fitted || !HasMoved(view.Moves(factor)))
        {
            return view.Moves(factor).ToArray();
        }

        var moves = view.Moves(factor);
        var own = fitted with { Omega = EwmaVolatility.MeanSquare(moves) * (1 - fitted.Alpha - fitted.Beta) };
        return FilteredMoves.Of(moves, own.Forecasts(moves), LeastVolatility);
    }

    private static bool HasMoved(ReadOnlySpan<double> moves) => EwmaVolatility.MeanSquare(moves) > 0;
}
