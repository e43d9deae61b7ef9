using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Books;

namespace Plimsoll.Margin.Portfolio;

/// <summary>Value at risk or expected shortfall in closed form: positions by their slopes, moves jointly normal or Student with stated correlations (delta-normal).</summary>
/// <remarks>
/// <para>requirement of a level = factor · multiple(α) · (‖c‖ + ½ Σ ‖aᵢ‖), with ‖w‖ = √(w'Cw), aᵢ the slopes of an open order and c = w + ½ Σ aᵢ: whatever orders fill, the slopes lie no farther
/// from c than half of all of them, so that no choice of fills needs more. Without orders ‖w‖.</para>
/// <para>Curvature is not seen: options sold need a rule beside it that values them anew. Source: J.P. Morgan, RiskMetrics technical document (1996), delta-normal; <see cref="ValueAtRisk.Correlations.ParametricRisk"/>;
/// docs/spec/0018-value-at-risk.md (VARR-024, VARR-125 … VARR-128). Pure.</para>
/// </remarks>
/// <param name="Name">What explanations call it.</param>
/// <param name="Moves">How underlyings move together.</param>
/// <param name="Measure">Which figure is asked for.</param>
/// <param name="InitialLevel">α of initial margin, at least one half and below 1.</param>
/// <param name="MaintenanceLevel">α of maintenance margin, likewise.</param>
public sealed record ParametricRule(string Name, MoveCovariances Moves, RiskMeasure Measure, double InitialLevel, double MaintenanceLevel)
    : PortfolioRule(Name)
{
    /// <summary>ν of Student's t scaled to the same variance, at least 3; null for normal moves.</summary>
    public int? Degrees { get; init; }

    /// <summary>What the figure is multiplied by for initial margin, not negative.</summary>
    public double InitialFactor { get; init; } = 1;

    /// <summary>The same for maintenance margin.</summary>
    public double MaintenanceFactor { get; init; } = 1;

    /// <inheritdoc/>
    public override bool Covers(string underlying) => Moves.Covers(underlying);

    /// <inheritdoc/>
    public override PortfolioRequirement Of(ScenarioAccount account) => Evaluate(account);

    /// <summary>What the rule asks of an account, with each position's part.</summary>
    /// <exception cref="ArgumentException">The account is exposed to an underlying without moves.</exception>
    public ParametricRequirement Evaluate(ScenarioAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        var held = new List<(FactorExposure, int)>();
        foreach (var book in account.Books)
            held.AddRange(Exposures(book, account.CoinPrice));

        // What an order adds is one vector, whatever it is made of.
        var orders = account.Orders.Select(order => Sum(Exposures(order.Book, account.CoinPrice))).ToList();
        return new(this, held, Sum(held), orders);
    }

    /// <summary>The figure's factor at a level.</summary>
    internal double Factor(MarginLevelKind level) => level == MarginLevelKind.Initial ? InitialFactor : MaintenanceFactor;

    /// <summary>α of a level.</summary>
    internal double Level(MarginLevelKind level) => level == MarginLevelKind.Initial ? InitialLevel : MaintenanceLevel;

    /// <summary>Slopes as losses, which is what is asked for; of either sign the figure is the same.</summary>
    internal double[] Sum(IEnumerable<(FactorExposure Exposure, int Place)> exposures)
    {
        var sum = new double[Moves.Deviations.Count];
        foreach (var (exposure, place) in exposures)
        {
            sum[place] -= exposure.Price;
            if (Moves.HasVolatilities)
                sum[place + Moves.Underlyings.Count] -= exposure.Volatility;
        }

        return sum;
    }

    private List<(FactorExposure, int)> Exposures(RiskBook book, double coinPrice)
    {
        var exposures = FactorExposure.Of(book, coinPrice).ToList();
        if (exposures.Count == 0)
            return [];

        if (!Moves.Covers(book.Underlying))
            throw new ArgumentException(
                $"Expected moves of {book.Underlying}; the table has {string.Join(", ", Moves.Underlyings)}.",
                nameof(book)
            );

        return exposures.ConvertAll(exposure => (exposure, Moves.PlaceOf(book.Underlying)));
    }
}
