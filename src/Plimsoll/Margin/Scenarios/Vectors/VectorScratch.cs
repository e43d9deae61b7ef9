namespace Plimsoll.Margin.Scenarios.Vectors;

/// <summary>Room to work in, for vectors one after the other.</summary>
public sealed class VectorScratch
{
    internal double[] Lost { get; private set; } = [];

    internal double[] Totals { get; private set; } = [];

    internal double[] Profits { get; private set; } = [];

    internal double[] Parts { get; private set; } = [];

    internal void Grow(int rows, int options)
    {
        if (Lost.Length < rows)
            (Lost, Totals, Profits) = (new double[rows], new double[rows], new double[rows]);

        if (Parts.Length < rows * options)
            Parts = new double[2 * rows * options];
    }
}
