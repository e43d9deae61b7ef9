namespace Plimsoll.Margin.ValueAtRisk.MonteCarlo;

/// <summary>Fills a table of losses from simulated paths, in parts.</summary>
/// <remarks>
/// The calculator starts no thread: a caller with several parts the paths as it likes and calls this for each part. A path depends on its number alone, so the table is the same to the bit.
/// docs/spec/0018-value-at-risk.md (VARR-031).
/// </remarks>
public static class SimulatedLosses
{
    /// <summary>Values the portfolio on the paths <paramref name="from"/> to before <paramref name="to"/>.</summary>
    public static void Fill(LossMatrix losses, PathGenerator paths, int from, int to)
    {
        ArgumentNullException.ThrowIfNull(losses);
        ArgumentNullException.ThrowIfNull(paths);
        var moves = new double[paths.Factors];
        for (var path = from; path < to; path++)
        {
            paths.Draw(path, moves);
            losses.Fill(path, moves);
        }
    }

    /// <summary>The standard error of a simulated value at risk: half the distance between the order statistics one binomial deviation on either side.</summary>
    /// <param name="sorted">Losses in ascending order.</param>
    /// <param name="level">α, above 0 and below 1.</param>
    public static double StandardError(ReadOnlySpan<double> sorted, double level)
    {
        var (n, spread) = (sorted.Length, Math.Sqrt(sorted.Length * level * (1 - level)));
        var low = Math.Clamp((int)Math.Floor((n * level) - spread) - 1, 0, n - 1);
        var high = Math.Clamp((int)Math.Ceiling((n * level) + spread) - 1, 0, n - 1);
        return (sorted[high] - sorted[low]) / 2;
    }
}
