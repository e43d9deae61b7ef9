using Plimsoll.Margin.ValueAtRisk;

namespace Plimsoll.Simulation.Backtests.Models;

/// <summary>SPAN-like: the worst of sixteen scenarios of price and volatility, legs added up less a credit for what they offset.</summary>
/// <remarks>
/// The scenarios are CME's (thirds of the price scan range with volatility up and down; the last two at three ranges cover 33 %). Scan ranges are not the exchange's: each is the level's quantile of the absolute moves
/// in the window, reviewed every thirtieth period, as a clearing house reviews its own by hand. The credit of 50 % is an example's. Moves are of log price.
/// </remarks>
internal sealed class ScanModel(BacktestSettings settings) : IBacktestModel
{
    private const int Review = 30;
    private const double Credit = 0.5;
    private const double ExtremeMultiple = 3;
    private const double ExtremeCover = 0.33;
    private double[] _ranges = [];
    private int _reviewedAt = int.MinValue;

    public double Margin(in BookView view)
    {
        if (_ranges.Length == 0 || view.At >= _reviewedAt + Review)
        {
            (_ranges, _reviewedAt) = (RangesOf(view), view.At);
        }

        if (view.Kind == BookKind.ShortVolatility)
        {
            return Worst(view.Positions, view.StepYears, 0, 1);
        }

        var (sum, offset, risks) = (0.0, double.PositiveInfinity, 0.0);
        foreach (var position in view.Positions)
        {
            var risk = Worst([position], view.StepYears, position.PriceFactor, -1);
            var size = Math.Abs(position.Quantity) * position.Price;
            (sum, offset, risks) = (sum + risk, Math.Min(offset, size), risks + (size > 0 ? risk / size : 0));
        }

        // The credit is the rate times the risk per unit of each leg, on the units that offset; legs of one sign offset nothing.
        var isSpread = view.Positions.Any(position => position.Quantity > 0) && view.Positions.Any(position => position.Quantity < 0);
        return isSpread ? sum - (Credit * offset * risks) : sum;
    }

    private double[] RangesOf(in BookView view)
    {
        var ranges = new double[view.Factors];
        for (var factor = 0; factor < ranges.Length; factor++)
        {
            var sizes = view.Moves(factor).ToArray();
            for (var i = 0; i < sizes.Length; i++)
            {
                sizes[i] = Math.Abs(sizes[i]);
            }

            ranges[factor] = LossDistribution.Of(sizes, settings.Level).ValueAtRisk;
        }

        return ranges;
    }

    private double Worst(IReadOnlyList<RiskPosition> positions, double stepYears, int price, int volatility)
    {
        var worst = 0.0;
        Span<double> moves = stackalloc double[_ranges.Length];
        for (var third = -3; third <= 3; third++)
        {
            for (var side = -1; side <= 1; side += 2)
            {
                worst = Math.Max(worst, LossUnder(moves, third / 3.0, side));
            }
        }

        worst = Math.Max(worst, ExtremeCover * LossUnder(moves, ExtremeMultiple, 0));
        return Math.Max(worst, ExtremeCover * LossUnder(moves, -ExtremeMultiple, 0));

        double LossUnder(Span<double> moves, double share, int side)
        {
            moves.Clear();
            moves[price] = share * _ranges[price];
            if (volatility >= 0)
            {
                moves[volatility] = side * _ranges[volatility];
            }

            var loss = 0.0;
            foreach (var position in positions)
            {
                loss += position.Loss(moves, stepYears);
            }

            return loss;
        }
    }
}
