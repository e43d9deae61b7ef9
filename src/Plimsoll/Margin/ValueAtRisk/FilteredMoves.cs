namespace Plimsoll.Margin.ValueAtRisk;

/// <summary>Moves of the past at today's volatility: each divided by the volatility forecast of its own day, times today's.</summary>
/// <remarks>
/// <para>Source: J. Hull, A. White, Incorporating volatility updating into the historical simulation method (1998); G. Barone-Adesi, K. Giannopoulos, L. Vosper (1999).
/// docs/spec/0018-value-at-risk.md (VARR-005). Pure.</para>
/// </remarks>
public static class FilteredMoves
{
    /// <summary>The moves, rescaled.</summary>
    /// <param name="moves">Log moves, oldest first.</param>
    /// <param name="volatilities">For each the volatility forecast before it happened, and one more: the forecast of the move to come.</param>
    /// <param name="floor">No forecast counts as smaller than this; above zero, so that a still market is not divided by.</param>
    public static double[] Of(ReadOnlySpan<double> moves, ReadOnlySpan<double> volatilities, double floor)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(floor);
        if (volatilities.Length != moves.Length + 1)
            throw new ArgumentException($"Expected {moves.Length + 1} volatilities; found {volatilities.Length}.", nameof(volatilities));

        var now = Math.Max(floor, volatilities[^1]);
        var filtered = new double[moves.Length];
        for (var i = 0; i < moves.Length; i++)
        {
            filtered[i] = moves[i] / Math.Max(floor, volatilities[i]) * now;
        }

        return filtered;
    }
}
