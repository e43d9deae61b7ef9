using Plimsoll.Margin.Scenarios.Vectors;
using Plimsoll.Pricing;

namespace Plimsoll.Margin.Scenarios.Bounds;

/// <summary>What one of an instrument adds, at least, to what its owner is worth beyond the requirement in every row, and takes at most from its debtor, while prices stay in a range.</summary>
/// <remarks>
/// <para>In a row with multiple c it adds its mark + c · (value in the row − value now); of an option the mark is its value now and a deviation within bounds. So what
/// is bounded is deviation + (1 − c) · value now + c · value in the row: where the whole loss counts, the value now is not in it, and what hedges is netted before it is bounded.</para>
/// <para>Two columns for each side: at the lower end of the range and at the upper. Source: docs/spec/0023-certificates.md (CERT-022).</para>
/// </remarks>
public sealed class BoundArray
{
    private readonly double[][] _values;

    /// <summary>Makes room.</summary>
    public BoundArray(BoundRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Rows = rows;
        (Low, High) = (new double[2 * rows.Length], new double[2 * rows.Length]);
        _values =
        [
            new double[rows.Rows.Count + 1],
            new double[rows.Rows.Count + 1],
            new double[rows.Rows.Count + 1],
            new double[rows.Rows.Count + 1],
        ];
    }

    /// <summary>The rows.</summary>
    public BoundRows Rows { get; }

    /// <summary>What errors of floating point are measured by: no number that is added or taken off on the way is larger, but for a factor of the order of one.</summary>
    public double Size { get; private set; }

    /// <summary>At least what one held adds: all rows at the lower end, then all at the upper.</summary>
    internal double[] Low { get; }

    /// <summary>At most what one owed takes, likewise.</summary>
    internal double[] High { get; }

    /// <summary>Fills it with an option's bounds. False where there are none.</summary>
    /// <param name="span">The width of the range.</param>
    /// <param name="type">Call or put.</param>
    /// <param name="strike">Above zero.</param>
    /// <param name="centre">The middle of the range of the index, above zero.</param>
    /// <param name="band">Where forward, volatilities and mark stay.</param>
    public bool TryFill(BoundSpan span, OptionType type, double strike, double centre, InstrumentBand band)
    {
        ArgumentNullException.ThrowIfNull(span);
        ArgumentNullException.ThrowIfNull(band);
        if (!span.TryPrice(type, strike, centre, band, _values))
            return false;

        var count = Rows.Rows.Count;
        for (var i = 0; i < Rows.Length; i++)
        {
            var (c, row) = (Rows.Multiples[i], Math.Min(i, count));
            for (var end = 0; end < 2; end++)
            {
                var (low, high) = (_values[end], _values[2 + end]);
                // Where more than the whole loss counts, the value now is owed by its owner.
                var (lowNow, highNow) = c <= 1 ? (low[count], high[count]) : (high[count], low[count]);
                Low[(end * Rows.Length) + i] = band.DeviationLow + ((1 - c) * lowNow) + (c * low[row]);
                High[(end * Rows.Length) + i] = band.DeviationHigh + ((1 - c) * highNow) + (c * high[row]);
            }
        }

        var forward = centre * (1 + span.Half) * band.RatioHigh;
        var deviation = Math.Max(Math.Abs(band.DeviationLow), Math.Abs(band.DeviationHigh));
        Size = ((1 + (2 * Rows.MultipleMax)) * (Largest(forward) + strike)) + deviation;
        return IsFinite();
    }

    /// <summary>Fills it with a future's bounds. False where there are none.</summary>
    /// <param name="span">The width of the range.</param>
    /// <param name="centre">The middle of the range of the index, above zero.</param>
    /// <param name="band">Where its mark over the index stays.</param>
    public bool TryFill(BoundSpan span, double centre, InstrumentBand band)
    {
        ArgumentNullException.ThrowIfNull(span);
        ArgumentNullException.ThrowIfNull(band);
        for (var end = 0; end < 2; end++)
        {
            var index = centre * (end == 0 ? 1 - span.Half : 1 + span.Half);
            for (var i = 0; i < Rows.Length; i++)
            {
                // Straight in the mark, so that the ratio harms at one of its ends; which one, a row with a large fall may turn around.
                var (one, other) = (Future(i, index * band.RatioLow), Future(i, index * band.RatioHigh));
                Low[(end * Rows.Length) + i] = Math.Min(one, other);
                High[(end * Rows.Length) + i] = Math.Max(one, other);
            }
        }

        Size = (1 + (2 * Rows.MultipleMax)) * Largest(centre * (1 + span.Half) * band.RatioHigh);
        return IsFinite();
    }

    /// <summary>No number where a price would fall to nothing: there profit has a bend.</summary>
    private double Future(int row, double mark)
    {
        if (row >= Rows.Rows.Count)
            return mark;

        var (table, scenario) = Rows.Rows[row];
        return table.Shocked(scenario, mark) > 0 || !table.IsAbsolute
            ? mark + (Rows.Multiples[row] * RowMath.LinearProfit(table, scenario, mark, isInCoin: false, coinPrice: null))
            : double.NaN;
    }

    private double Largest(double price)
    {
        var largest = price;
        for (var i = 0; i < Rows.Rows.Count; i++)
        {
            var (table, row) = Rows.Rows[i];
            largest = Math.Max(largest, table.Shocked(row, price));
        }

        return largest;
    }

    private bool IsFinite()
    {
        for (var i = 0; i < Low.Length; i++)
        {
            if (!double.IsFinite(Low[i]) || !double.IsFinite(High[i]))
                return false;
        }

        return double.IsFinite(Size);
    }
}
