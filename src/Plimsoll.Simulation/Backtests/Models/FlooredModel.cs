using Plimsoll.Margin.ValueAtRisk.Procyclicality;

namespace Plimsoll.Simulation.Backtests.Models;

/// <summary>Another model, floored by a long look-back.</summary>
internal sealed class FlooredModel(IBacktestModel inner, IBacktestModel longRun) : IBacktestModel
{
    public double Margin(in BookView view) => StressedMargin.Floored(inner.Margin(view), longRun.Margin(view));
}
