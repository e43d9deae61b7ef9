namespace Plimsoll.Simulation.Backtests.Models;

/// <summary>A share of the notional of every leg, long or short, option or not; nothing offsets anything.</summary>
internal sealed class FixedRateModel(BacktestSettings settings) : IBacktestModel
{
    public double Margin(in BookView view) =>
        view.Positions.Sum(position => Math.Abs(position.Quantity) * position.Price) * settings.FixedRate;
}
