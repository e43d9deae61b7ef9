namespace Plimsoll.Kernels.Scenarios;

/// <summary>What one lot counts for in each scenario: a row for each instrument and side, of 32-bit units.</summary>
/// <remarks>By convention row 2i is for who holds instrument i, row 2i + 1 for who owes it; the kernels take any row. 32 scenarios are two cache lines.</remarks>
public readonly ref struct ScenarioRows
{
    /// <param name="units">Row after row; <see cref="AlignedBuffer{T}"/> begins them at a cache line.</param>
    /// <param name="scenarios">Units in a row, one or more.</param>
    /// <exception cref="ArgumentException">No scenario, or a part of a row.</exception>
    public ScenarioRows(ReadOnlySpan<int> units, int scenarios)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(scenarios, 1);
        if (units.Length % scenarios != 0)
            throw new ArgumentException($"Expected whole rows of {scenarios} scenarios; found {units.Length} units.", nameof(units));

        Units = units;
        Scenarios = scenarios;
        Count = units.Length / scenarios;
    }

    /// <summary>All units.</summary>
    public ReadOnlySpan<int> Units { get; }

    /// <summary>Scenarios in a row.</summary>
    public int Scenarios { get; }

    /// <summary>How many rows there are.</summary>
    public int Count { get; }

    /// <summary>Refuses positions in rows that are not there.</summary>
    internal void Require(ReadOnlySpan<int> positions)
    {
        foreach (var row in positions)
        {
            if (row < 0 || row >= Count)
                throw new ArgumentOutOfRangeException(nameof(positions), row, $"Expected a row below {Count}.");
        }
    }

    /// <summary>One row.</summary>
    public ReadOnlySpan<int> this[int row] => Units.Slice(row * Scenarios, Scenarios);
}
