using Plimsoll.Margin.ValueAtRisk.Procyclicality;

namespace Plimsoll.Simulation.Backtests.Models;

/// <summary>Another model, floored by a long look-back, which is looked at anew every twentieth period: it hardly moves, and grows with the years.</summary>
internal sealed class FlooredModel(IBacktestModel inner, IBacktestModel longRun) : IBacktestModel
{
    private const int Review = 20;
    private double _floor;
    private int _reviewedAt = int.MinValue;

    public double Margin(in BookView view)
    {
        if (_reviewedAt == int.MinValue || view.At >= _reviewedAt + Review)
        {
            (_floor, _reviewedAt) = (longRun.Margin(view), view.At);
        }

        return StressedMargin.Floored(inner.Margin(view), _floor);
    }
}
