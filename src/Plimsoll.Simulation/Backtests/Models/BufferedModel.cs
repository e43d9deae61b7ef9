using Plimsoll.Margin.ValueAtRisk.Procyclicality;

namespace Plimsoll.Simulation.Backtests.Models;

/// <summary>Another model with a buffer of 25 %, released while margin is above its own mean of the last 250 periods.</summary>
internal sealed class BufferedModel(IBacktestModel inner) : IBacktestModel
{
    private const int Memory = 250;
    private readonly Queue<double> _recent = new();
    private double _sum;

    public double Margin(in BookView view)
    {
        var margin = inner.Margin(view);
        _recent.Enqueue(margin);
        _sum += margin;
        if (_recent.Count > Memory)
        {
            _sum -= _recent.Dequeue();
        }

        return MarginBuffer.Apply(margin, Math.Max(0, _sum / _recent.Count));
    }
}
