namespace Plimsoll.Margin.ValueAtRisk;

/// <summary>The loss of every position in every scenario: the one table from which value at risk, shortfall and all contributions come.</summary>
/// <remarks>
/// Filled in parts, by range of scenarios, in any order and from any thread of the caller's: a row depends on its number alone. A scenario's total is the sum of its
/// row in the order of positions. docs/spec/0018-value-at-risk.md (VARR-011, VARR-031).
/// </remarks>
public sealed class LossMatrix
{
    private readonly double[] _losses;
    private readonly double[] _totals;
    private readonly RiskPosition[] _positions;
    private readonly double[] _unitsNow;
    private readonly double _horizonYears;

    /// <summary>An empty table for so many scenarios.</summary>
    /// <param name="positions">At least one.</param>
    /// <param name="scenarios">At least one.</param>
    /// <param name="horizonYears">The time that passes until the moves have happened.</param>
    public LossMatrix(IReadOnlyList<RiskPosition> positions, int scenarios, double horizonYears)
    {
        ArgumentNullException.ThrowIfNull(positions);
        if (positions.Count == 0)
            throw new ArgumentException("Expected at least one position; found none.", nameof(positions));

        ArgumentOutOfRangeException.ThrowIfLessThan(scenarios, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(horizonYears);
        _positions = [.. positions];
        _losses = new double[checked(scenarios * positions.Count)];
        _totals = new double[scenarios];
        _unitsNow = [.. positions.Select(position => position.Unit(position.Price, 1, 0))];
        _horizonYears = horizonYears;
    }

    /// <summary>How many scenarios.</summary>
    public int Scenarios => _totals.Length;

    /// <summary>How many positions.</summary>
    public int Positions => _positions.Length;

    /// <summary>The portfolio's loss in each scenario.</summary>
    public ReadOnlySpan<double> Totals => _totals;

    /// <summary>The losses of all positions in a scenario.</summary>
    public ReadOnlySpan<double> Row(int scenario) => _losses.AsSpan(scenario * Positions, Positions);

    /// <summary>Values the portfolio in one scenario.</summary>
    /// <param name="scenario">Its number.</param>
    /// <param name="moves">The change of the logarithm of every risk factor.</param>
    public void Fill(int scenario, ReadOnlySpan<double> moves)
    {
        var row = _losses.AsSpan(scenario * Positions, Positions);
        var total = 0.0;
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = _positions[i].Loss(moves, _horizonYears, _unitsNow[i]);
            total += row[i];
        }

        _totals[scenario] = total;
    }

    /// <summary>Value at risk and shortfall of the whole; scenarios equally likely.</summary>
    public RiskFigures Figures(double level) => LossDistribution.Of(_totals, level);
}
