using Plimsoll.Margin.Scenarios.Shocks;
using Plimsoll.Numerics;

namespace Plimsoll.Margin.Portfolio;

/// <summary>Joint moves of underlyings: of past days, filtered or not, or simulated. Checked once, here.</summary>
/// <remarks>Source: docs/spec/0018-value-at-risk.md (VARR-010, VARR-101). Immutable.</remarks>
public sealed class MoveTable
{
    /// <summary>No move of a logarithm is larger: a factor of e^20 is no price any more.</summary>
    public const double LargestMove = 20;

    private readonly Dictionary<string, ScenarioTable> _tables = new(StringComparer.Ordinal);

    /// <summary>A table.</summary>
    /// <param name="underlyings">At least one, each once.</param>
    /// <param name="rows">At least one, each with a move for every underlying; with volatilities in all rows or in none.</param>
    /// <param name="days">Time that a move takes, not negative: by so much options are older afterwards.</param>
    /// <exception cref="ArgumentException">A row that does not fit, a move or weight out of range, no weight above zero.</exception>
    public MoveTable(IReadOnlyList<string> underlyings, IReadOnlyList<MoveRow> rows, double days)
    {
        ArgumentNullException.ThrowIfNull(underlyings);
        ArgumentNullException.ThrowIfNull(rows);
        if (underlyings.Count == 0 || rows.Count == 0)
            throw new ArgumentException("Expected at least one underlying and one row.", nameof(rows));

        if (!(days >= 0 && double.IsFinite(days)))
            throw new ArgumentOutOfRangeException(nameof(days), days, "Expected a time of at least 0 days.");

        (Underlyings, Rows, Days) = ([.. underlyings], [.. rows], days);
        HasVolatilities = rows[0].Volatilities.Count > 0;
        Require(rows);
        for (var i = 0; i < underlyings.Count; i++)
        {
            if (!_tables.TryAdd(underlyings[i], Scenarios(i)))
                throw new ArgumentException($"Expected each underlying once; found {underlyings[i]} twice.", nameof(underlyings));
        }

        // Equal weights are none: so their quantile is the plain one, to the bit.
        if (Rows.Any(row => row.Weight != Rows[0].Weight))
            Weights = [.. Rows.Select(row => row.Weight)];
    }

    /// <summary>What moves.</summary>
    public IReadOnlyList<string> Underlyings { get; }

    /// <summary>The moves.</summary>
    public IReadOnlyList<MoveRow> Rows { get; }

    /// <summary>Time that a move takes, in days.</summary>
    public double Days { get; }

    /// <summary>Whether volatilities move as well.</summary>
    public bool HasVolatilities { get; }

    /// <summary>Weights of the rows; empty where all count alike.</summary>
    internal double[] Weights { get; } = [];

    /// <summary>Whether an underlying is among them.</summary>
    public bool Covers(string underlying) => _tables.ContainsKey(underlying);

    /// <summary>The same moves as scenarios of one underlying, row by row.</summary>
    internal ScenarioTable Of(string underlying) => _tables[underlying];

    private ScenarioTable Scenarios(int place)
    {
        var scenarios = new ScenarioRow[Rows.Count];
        for (var i = 0; i < scenarios.Length; i++)
        {
            scenarios[i] = new(DeterministicMath.Exp(Rows[i].Prices[place]), VolatilityMove.None, 1, Days)
            {
                VolatilityFactor = HasVolatilities ? DeterministicMath.Exp(Rows[i].Volatilities[place]) : 1,
            };
        }

        return new("moves", scenarios);
    }

    private void Require(IReadOnlyList<MoveRow> rows)
    {
        var total = 0.0;
        foreach (var row in rows)
        {
            if (row.Prices.Count != Underlyings.Count || row.Volatilities.Count != (HasVolatilities ? Underlyings.Count : 0))
                throw new ArgumentException(
                    $"Expected a move for each of {Underlyings.Count} underlyings in the row {row.Name}.",
                    nameof(rows)
                );

            foreach (var move in row.Prices.Concat(row.Volatilities))
            {
                if (!(Math.Abs(move) <= LargestMove))
                    throw new ArgumentException(
                        $"Expected moves of logarithms up to {LargestMove}; found {move} in the row {row.Name}.",
                        nameof(rows)
                    );
            }

            if (!(row.Weight >= 0) || double.IsInfinity(row.Weight))
                throw new ArgumentException($"Expected weights of at least 0; found {row.Weight} in the row {row.Name}.", nameof(rows));

            total += row.Weight;
        }

        if (!(total > 0))
            throw new ArgumentException("Expected a row of a weight above 0; found none.", nameof(rows));
    }
}
