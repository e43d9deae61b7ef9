using Plimsoll.Margin.Scenarios.Books;

namespace Plimsoll.Margin.Scenarios;

/// <summary>Books that are looked at together, and what came of it.</summary>
/// <param name="Books">The books.</param>
/// <param name="Names">The positions' names, book after book.</param>
/// <param name="Scenarios">Every row of every table, summed over the books.</param>
/// <param name="Basis">Forwards that move alone; null where the scheme has none.</param>
/// <param name="Charges">Every charge of every book.</param>
/// <param name="GrossValue">Σ of the positions' values, unsigned: what the noise of floating point is measured by.</param>
public sealed record NettingUnit(
    IReadOnlyList<RiskBook> Books,
    IReadOnlyList<string> Names,
    IReadOnlyList<ScenarioOutcome> Scenarios,
    ScenarioOutcome? Basis,
    IReadOnlyList<ChargeOutcome> Charges,
    double GrossValue
)
{
    private const double Noise = 1e-12;

    /// <summary>The worst scenario: forwards that move alone before all others, then the first of the lowest rows. Null where nothing is lost in any.</summary>
    public ScenarioOutcome? Worst
    {
        get
        {
            var worst = Basis;
            foreach (var scenario in Scenarios)
            {
                if (scenario.Counted < (worst?.Counted ?? 0))
                    worst = scenario;
            }

            return worst;
        }
    }

    /// <summary>Place of the worst scenario among all rows; -1 where it is none of them.</summary>
    public int WorstIndex
    {
        get
        {
            var worst = Worst;
            for (var i = 0; i < Scenarios.Count; i++)
            {
                if (ReferenceEquals(Scenarios[i], worst))
                    return i;
            }

            return -1;
        }
    }

    /// <summary>Places of all rows that are as bad as the worst, but for the noise of floating point; -1 for forwards that move alone.</summary>
    public IReadOnlyList<int> WorstRows
    {
        get
        {
            var bound = (Noise * (GrossValue + WorstLoss)) - WorstLoss;
            var rows = new List<int>();
            if (Basis is { } basis && basis.Counted <= bound)
                rows.Add(-1);

            for (var i = 0; i < Scenarios.Count; i++)
            {
                if (Scenarios[i].Counted <= bound)
                    rows.Add(i);
            }

            return rows;
        }
    }

    /// <summary>What it is credited for spreads with other underlyings.</summary>
    public IReadOnlyList<LegCredit> Credits { get; init; } = [];

    /// <summary>The sum of those credits.</summary>
    public double Credited => Credits.Sum(credit => credit.Amount);

    /// <summary>The loss there, not negative.</summary>
    public double WorstLoss => Math.Max(0, -(Worst?.Counted ?? 0));
}
