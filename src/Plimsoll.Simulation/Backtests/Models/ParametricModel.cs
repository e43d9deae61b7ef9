using Plimsoll.Margin.ValueAtRisk.Correlations;
using Plimsoll.Pricing;

namespace Plimsoll.Simulation.Backtests.Models;

/// <summary>A closed form over EWMA covariances; options enter by delta and vega alone, which is what the form can carry.</summary>
internal sealed class ParametricModel(BacktestSettings settings, int? degrees) : IBacktestModel
{
    public double Margin(in BookView view)
    {
        Span<double> exposures = stackalloc double[view.Factors];
        foreach (var position in view.Positions)
        {
            if (position.Option is not { } option)
            {
                exposures[position.PriceFactor] -= position.Quantity * position.Price;
                continue;
            }

            var greeks = Black76.Greeks(option.Type, position.Price, option.Strike, option.Volatility, option.Years, option.DiscountFactor);
            exposures[position.PriceFactor] -= position.Quantity * greeks.Delta * position.Price;
            exposures[option.VolatilityFactor] -= position.Quantity * greeks.Vega * option.Volatility;
        }

        return ParametricRisk.Of(exposures, Covariances(view, settings), settings.Level, degrees).ValueAtRisk;
    }

    /// <summary>Over the window, so that what is older than it is forgotten altogether.</summary>
    internal static SymmetricMatrix Covariances(in BookView view, BacktestSettings settings)
    {
        var moves = new double[view.Factors][];
        for (var factor = 0; factor < moves.Length; factor++)
        {
            moves[factor] = view.Moves(factor).ToArray();
        }

        return CovarianceEstimate.Ewma(moves, settings.Decay);
    }
}
