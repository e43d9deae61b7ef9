using Plimsoll.Margin.Scenarios.Shocks;

namespace Plimsoll.Margin.Scenarios.Vectors;

/// <summary>The rows of all tables of a scheme side by side, table after table: what vectors are as long as.</summary>
public sealed class SchemeRows
{
    /// <summary>Vectors are padded to a multiple of this, so that no width of instruction leaves a rest.</summary>
    internal const int Lanes = 8;

    private readonly (ScenarioTable Table, ScenarioRow Row)[] _rows;

    /// <summary>Lays out a scheme.</summary>
    public SchemeRows(PortfolioMarginModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Model = model;
        _rows = [.. model.Tables.SelectMany(table => table.Rows.Select(row => (table, row)))];
        Length = (_rows.Length + Lanes - 1) / Lanes * Lanes;
        (Weights, Multiples, CoinMultiples) = (new double[Length], new double[Length], new double[Length]);
        Multiples.AsSpan().Fill(1);
        CoinMultiples.AsSpan().Fill(1);
        for (var i = 0; i < _rows.Length; i++)
        {
            var (table, row) = _rows[i];
            Weights[i] = row.Weight;
            HasSkew |= ExpiryShock.IsSkewed(row);
            if (RowMath.Scaling(table, row) is { } scaling)
            {
                HasScaling = true;
                Multiples[i] = scaling.Multiple(row.Factor - 1, isInCoin: false);
                CoinMultiples[i] = scaling.Multiple(row.Factor - 1, isInCoin: true);
            }
        }
    }

    /// <summary>The scheme.</summary>
    public PortfolioMarginModel Model { get; }

    /// <summary>How many rows there are.</summary>
    public int Count => _rows.Length;

    /// <summary>How many numbers a vector has: rows, and what pads them.</summary>
    internal int Length { get; }

    /// <summary>The weight of each row.</summary>
    internal double[] Weights { get; }

    /// <summary>What each position's profit is multiplied by where far moves are scaled; one elsewhere.</summary>
    internal double[] Multiples { get; }

    /// <summary>The same where profit is counted in the coin.</summary>
    internal double[] CoinMultiples { get; }

    /// <summary>Whether any row is scaled.</summary>
    internal bool HasScaling { get; }

    /// <summary>Whether any row moves the skew.</summary>
    internal bool HasSkew { get; }

    /// <summary>A row and its table.</summary>
    internal (ScenarioTable Table, ScenarioRow Row) this[int row] => _rows[row];
}
