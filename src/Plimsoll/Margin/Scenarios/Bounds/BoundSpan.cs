using Plimsoll.Kernels;
using Plimsoll.Kernels.Pricing;
using Plimsoll.Pricing;

namespace Plimsoll.Margin.Scenarios.Bounds;

/// <summary>Values of an option in all rows at the ends of a range of prices: never above the least for the one who holds it, never below the most for the one who owes it.</summary>
/// <remarks>
/// <para>Black-76 is convex in the forward and does not fall as volatility rises. So the owner's is a line below the curve of the low volatility, from its middle m outward
/// by slopes taken just beyond it, f(A) ≥ f(m) − (m − A) (f(m + ε) − f(m)) / ε and alike for B; the debtor's is the chord of the high volatility. Both are straight, so a
/// sum of them is least at an end. The forward is the index times a ratio, which harms at one of its two ends.</para>
/// <para>Source: docs/spec/0023-certificates.md (CERT-022). Not for two threads.</para>
/// </remarks>
public sealed class BoundSpan
{
    /// <summary>How many times the slopes' distance from the middle goes into the range's half width.</summary>
    private const int Reach = 8;

    private readonly double _half;
    private readonly int[][] _rowsOf;
    private readonly GridScenarios?[] _low;
    private readonly GridScenarios?[] _high;
    private readonly double[] _prices;
    private readonly bool _isByKernel;

    /// <summary>Prepares for a width.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="half">Half the width of the range, as a share of its middle: above 0, at most 0.5.</param>
    public BoundSpan(BoundRows rows, double half)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(half, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(half, 0.5);
        (Rows, _half) = (rows, half);
        var (count, step) = (rows.Rows.Count, half / Reach);
        _rowsOf =
        [
            .. Enumerable
                .Range(0, rows.ClassCount)
                .Select(each => Enumerable.Range(0, count).Where(i => rows.ClassOf[i] == each).ToArray()),
        ];
        // The value now stands behind the rows of its class.
        _rowsOf[0] = [.. _rowsOf[0], count];
        _prices = new double[5 * (count + 1)];
        (_low, _high) = (new GridScenarios?[rows.ClassCount], new GridScenarios?[rows.ClassCount]);
        _isByKernel = Enumerable.Range(0, count).All(i => !rows.Rows[i].Table.IsAbsolute && rows.Rows[i].Row.Factor is > 0.04 and < 25);
        for (var i = 0; i < rows.ClassCount && _isByKernel; i++)
        {
            if (_rowsOf[i].Length > 0)
                (_low[i], _high[i]) = (Grid(_rowsOf[i], [1 - step, 1, 1 + step]), Grid(_rowsOf[i], [1 - half, 1 + half]));
        }
    }

    /// <summary>The rows.</summary>
    public BoundRows Rows { get; }

    /// <summary>Half the width of the range, as a share of its middle.</summary>
    public double Half => _half;

    /// <summary>Fills four columns, each with the rows in order and the value now behind them. False where a price under a row may not lie above zero.</summary>
    /// <param name="type">Call or put.</param>
    /// <param name="strike">Above zero.</param>
    /// <param name="centre">The middle of the range of the index, above zero.</param>
    /// <param name="band">Where ratio and volatilities stay.</param>
    /// <param name="into">Low at the lower end, low at the upper end, high at the lower end, high at the upper end.</param>
    internal bool TryPrice(OptionType type, double strike, double centre, InstrumentBand band, double[][] into)
    {
        // A call gains by its forward, a put loses by it.
        var isCall = type == OptionType.Call;
        var (least, most) = isCall ? (band.RatioLow, band.RatioHigh) : (band.RatioHigh, band.RatioLow);
        if (!_isByKernel && !IsAboveZero(centre * (1 - _half) * Math.Min(least, most)))
            return false;

        for (var i = 0; i < _rowsOf.Length; i++)
        {
            var rows = _rowsOf[i];
            if (rows.Length == 0)
                continue;

            var low = _prices.AsSpan(0, 3 * rows.Length);
            var high = _prices.AsSpan(3 * rows.Length, 2 * rows.Length);
            if (_isByKernel)
            {
                Price(GridOption.Of(type, centre * least, strike, band.TotalLow[i]), _low[i]!, low);
                Price(GridOption.Of(type, centre * most, strike, band.TotalHigh[i]), _high[i]!, high);
            }
            else
            {
                var step = _half / Reach;
                Price(type, strike, rows, [centre * (1 - step), centre, centre * (1 + step)], least, band.TotalLow[i], low);
                Price(type, strike, rows, [centre * (1 - _half), centre * (1 + _half)], most, band.TotalHigh[i], high);
            }

            for (var j = 0; j < rows.Length; j++)
            {
                var (before, middle, after) = (low[j], low[rows.Length + j], low[(2 * rows.Length) + j]);
                into[0][rows[j]] = middle - (Reach * (after - middle));
                into[1][rows[j]] = middle + (Reach * (middle - before));
                into[2][rows[j]] = high[j];
                into[3][rows[j]] = high[rows.Length + j];
            }
        }

        return true;
    }

    private bool IsAboveZero(double forward)
    {
        for (var i = 0; i < Rows.Rows.Count; i++)
        {
            var (table, row) = Rows.Rows[i];
            if (!(table.Shocked(row, forward) > 0))
                return false;
        }

        return true;
    }

    private static void Price(GridOption option, GridScenarios scenarios, Span<double> prices) =>
        Black76Grid.Price([option], scenarios, prices, KernelPaths.Widest);

    private void Price(
        OptionType type,
        double strike,
        int[] rows,
        ReadOnlySpan<double> prices,
        double ratio,
        double total,
        Span<double> values
    )
    {
        var place = 0;
        foreach (var price in prices)
        {
            foreach (var row in rows)
            {
                var forward = price * ratio;
                var shocked = row == Rows.Rows.Count ? forward : Rows.Rows[row].Table.Shocked(Rows.Rows[row].Row, forward);
                values[place++] = Black76.UndiscountedPrice(type, shocked, strike, total);
            }
        }
    }

    private GridScenarios Grid(int[] rows, double[] points)
    {
        double[] forwards = [.. points.SelectMany(point => rows.Select(row => point * Factor(row)))];
        var volatilities = new double[forwards.Length];
        Array.Fill(volatilities, 1);
        return new(forwards, volatilities);
    }

    private double Factor(int row) => row == Rows.Rows.Count ? 1 : Rows.Rows[row].Row.Factor;
}
