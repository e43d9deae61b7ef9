namespace Plimsoll.Margin.ValueAtRisk.Procyclicality;

/// <summary>How much a requirement swings for the same position: what a member must be ready to find in cash.</summary>
/// <remarks>Source: D. Murphy, M. Vasios, N. Vause, An investigation into the procyclicality of risk-based initial margin models, Bank of England (2014).
/// docs/spec/0018-value-at-risk.md (VARR-053). Pure.</remarks>
public static class MarginSwings
{
    /// <summary>The largest requirement divided by the smallest above zero; 1 where it never moves, NaN without one above zero.</summary>
    public static double PeakToTrough(ReadOnlySpan<double> margins)
    {
        var (low, high) = (double.PositiveInfinity, 0.0);
        foreach (var margin in margins)
        {
            if (margin > 0)
                (low, high) = (Math.Min(low, margin), Math.Max(high, margin));
        }

        return high > 0 ? high / low : double.NaN;
    }

    /// <summary>The largest rise over so many periods, as a share of where it began; zero where it never rises.</summary>
    /// <param name="margins">In order of time.</param>
    /// <param name="periods">At least one.</param>
    public static double LargestRise(ReadOnlySpan<double> margins, int periods)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(periods, 1);
        var largest = 0.0;
        for (var i = periods; i < margins.Length; i++)
        {
            if (margins[i - periods] > 0)
                largest = Math.Max(largest, (margins[i] / margins[i - periods]) - 1);
        }

        return largest;
    }
}
