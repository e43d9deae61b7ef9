namespace Plimsoll.Margin.Scenarios.Bounds;

/// <summary>How far an instrument may go, beside the index, before its bounds hold no more.</summary>
/// <param name="classes">How many total volatilities it has: <see cref="BoundRows.ClassCount"/>; none of a future.</param>
public sealed class InstrumentBand(int classes)
{
    /// <summary>The least of its forward, or of a future's mark, over the index.</summary>
    public double RatioLow { get; set; }

    /// <summary>The most.</summary>
    public double RatioHigh { get; set; }

    /// <summary>The least that an option's mark may be above its value, by which scenarios go; a future's mark is its value.</summary>
    public double DeviationLow { get; set; }

    /// <summary>The most.</summary>
    public double DeviationHigh { get; set; }

    /// <summary>The least total volatility of each class of rows, not negative.</summary>
    public double[] TotalLow { get; } = new double[classes];

    /// <summary>The most.</summary>
    public double[] TotalHigh { get; } = new double[classes];

    /// <summary>Whether a future is inside.</summary>
    public bool Holds(double ratio) => ratio >= RatioLow && ratio <= RatioHigh;

    /// <summary>Whether an option is inside; no number is not.</summary>
    /// <param name="ratio">Forward over index.</param>
    /// <param name="deviation">Mark less value.</param>
    /// <param name="totals">Total volatilities, as many as there are classes.</param>
    public bool Holds(double ratio, double deviation, ReadOnlySpan<double> totals)
    {
        if (!Holds(ratio) || !(deviation >= DeviationLow && deviation <= DeviationHigh))
            return false;

        for (var i = 0; i < totals.Length; i++)
        {
            if (!(totals[i] >= TotalLow[i] && totals[i] <= TotalHigh[i]))
                return false;
        }

        return true;
    }
}
