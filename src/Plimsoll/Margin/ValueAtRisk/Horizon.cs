namespace Plimsoll.Margin.ValueAtRisk;

/// <summary>From moves of one period to moves of several.</summary>
/// <remarks>docs/spec/0018-value-at-risk.md (VARR-006). Pure.</remarks>
public static class Horizon
{
    /// <summary>Every run of so many consecutive moves, summed: overlapping, so one crash counts in several.</summary>
    /// <param name="moves">Log moves of one period each, oldest first.</param>
    /// <param name="periods">At least one, at most as many as there are moves.</param>
    public static double[] Overlapping(ReadOnlySpan<double> moves, int periods)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(periods, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(periods, moves.Length);
        var sums = new double[moves.Length - periods + 1];
        for (var i = 0; i < sums.Length; i++)
        {
            foreach (var move in moves.Slice(i, periods))
            {
                sums[i] += move;
            }
        }

        return sums;
    }

    /// <summary>Moves of one period scaled by the root of the number of periods: right for independent moves alone.</summary>
    /// <param name="moves">Log moves of one period.</param>
    /// <param name="periods">Above zero, not necessarily whole.</param>
    public static double[] RootOfTime(ReadOnlySpan<double> moves, double periods)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(periods);
        var root = Math.Sqrt(periods);
        var scaled = moves.ToArray();
        for (var i = 0; i < scaled.Length; i++)
        {
            scaled[i] *= root;
        }

        return scaled;
    }
}
