using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Margin.Scenarios.Shocks;
using Plimsoll.Margin.Scenarios.Vectors;

namespace Plimsoll.Margin.Scenarios.Bounds;

/// <summary>The rows of a scheme as bounds see them: what each row's profit is multiplied by, and which volatility its options have.</summary>
/// <remarks>
/// <para>What an account is worth beyond its requirement is, in each row, its value + multiple · profit, and the least of these over all rows and over no loss at all: one
/// more row, with a multiple of zero, stands at the end. Rows that move volatility and time alike are one class.</para>
/// <para>Source: docs/spec/0023-certificates.md (CERT-021, CERT-022). Immutable.</para>
/// </remarks>
public sealed class BoundRows
{
    private readonly (ScenarioRow Row, double Days)[] _classes;

    /// <summary>Takes a scheme's rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="multiple">What a loss is multiplied by: the level's factor, times the multiple of the requirement that must be reached. Not negative.</param>
    public BoundRows(SchemeRows rows, double multiple)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(multiple);
        var model = rows.Model;
        Rows = rows;
        Length = (rows.Count + SchemeRows.Lanes) / SchemeRows.Lanes * SchemeRows.Lanes;
        Multiples = new double[Length];
        ClassOf = new int[rows.Count];
        // The first class is that of the present.
        List<(ScenarioRow Row, double Days)> classes = [(new(1, VolatilityMove.None), 0)];
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i].Row;
            Multiples[i] = multiple * rows.Weights[i] * rows.Multiples[i];
            MultipleMax = Math.Max(MultipleMax, Multiples[i]);
            var known = classes.FindIndex(entry =>
                entry.Row.Volatility == row.Volatility && entry.Row.VolatilityFactor == row.VolatilityFactor && entry.Days == row.Days
            );
            if (known < 0)
            {
                known = classes.Count;
                classes.Add((row, row.Days));
            }

            ClassOf[i] = known;
        }

        _classes = [.. classes];
        // A turned skew and discounts look at the sign of a whole expiry; forwards that move alone take the worse side of each: none of them is a sum over positions.
        CanBound = !rows.HasSkew && model.Discount is null && model.Basis is null;
    }

    /// <summary>The rows.</summary>
    public SchemeRows Rows { get; }

    /// <summary>Whether every row is a sum over positions, so that bounds of positions add up.</summary>
    public bool CanBound { get; }

    /// <summary>Whether a gain counts as it is, as a loss does, and far moves are not dampened: so that books under the same scenario add up too.</summary>
    public bool CountsGainsInFull => !Rows.HasScaling && Rows.Model.Gains is { Weight: 1, Most: double.PositiveInfinity };

    /// <summary>How many volatilities an option has: the present one first, then that of each class of rows.</summary>
    public int ClassCount => _classes.Length;

    /// <summary>How many numbers a column has: rows, the one without loss, and copies of that which pad it.</summary>
    internal int Length { get; }

    /// <summary>What profit is multiplied by in each row; zero where nothing is lost.</summary>
    internal double[] Multiples { get; }

    /// <summary>The largest of them.</summary>
    internal double MultipleMax { get; }

    /// <summary>The class of each row.</summary>
    internal int[] ClassOf { get; }

    /// <summary>The total volatility of an option now and in each class of rows, by the functions that value it there.</summary>
    /// <param name="volatility">Its volatility, per root of a year.</param>
    /// <param name="seconds">Time to its expiry, not negative.</param>
    /// <param name="totals">Takes <see cref="ClassCount"/> numbers.</param>
    public void TotalVolatilities(double volatility, double seconds, Span<double> totals)
    {
        var model = Rows.Model;
        var (years, term) = (seconds / RiskBook.SecondsOfYear, model.Volatility.Term(seconds));
        totals[0] = volatility * Math.Sqrt(years);
        for (var i = 1; i < _classes.Length; i++)
        {
            var (row, days) = _classes[i];
            totals[i] = ExpiryShock.IsSkewed(row)
                ? double.NaN
                : ExpiryShock.Shocked(model, row, volatility, term) * Math.Sqrt(ExpiryShock.YearsAfter(years, days));
        }
    }
}
