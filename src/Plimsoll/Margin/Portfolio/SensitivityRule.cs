using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Margin.ValueAtRisk.Sensitivities;
using Plimsoll.Pricing;

namespace Plimsoll.Margin.Portfolio;

/// <summary>Margin by Greeks: delta over a range, gamma where it is short, a surcharge for vega, erosion by theta. Cheap enough for every tick.</summary>
/// <remarks>
/// <para>Each book by itself as <see cref="SensitivityAdjustment"/> says, volatility moving whichever way hurts. Of open orders each Greek has the fills that make it worst, so that no choice of
/// fills needs more. In the coin a profit is divided by the price at which it is made; its Greeks are those of that quotient.</para>
/// <para>Source: docs/spec/0018-value-at-risk.md (VARR-072, VARR-115). Pure.</para>
/// </remarks>
/// <param name="Name">What explanations call it.</param>
/// <param name="Terms">What is to be covered, by underlying.</param>
public sealed record SensitivityRule(string Name, IReadOnlyDictionary<string, SensitivityTerms> Terms) : PortfolioRule(Name)
{
    /// <summary>What initial margin asks of it, not negative.</summary>
    public double InitialFactor { get; init; } = 1;

    /// <summary>What maintenance margin asks of it, not negative.</summary>
    public double MaintenanceFactor { get; init; } = 1;

    /// <inheritdoc/>
    public override bool Covers(string underlying) => Terms.ContainsKey(underlying);

    /// <inheritdoc/>
    public override PortfolioRequirement Of(ScenarioAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        var parts = new List<(string, double)>();
        foreach (var book in account.Books)
        {
            var held = BookGreeks.Of(book).ToList();
            var orders = account
                .Orders.Where(order => string.Equals(order.Book.Underlying, book.Underlying, StringComparison.Ordinal))
                .SelectMany(order => BookGreeks.Of(order.Book))
                .Select(each => each.Greeks)
                .ToList();
            if (held.Count + orders.Count > 0)
                parts.AddRange(Parts(book, held, orders));
        }

        return new Requirement(this, parts);
    }

    private List<(string Name, double Amount)> Parts(
        RiskBook book,
        List<(string Name, Black76Greeks Greeks)> held,
        List<Black76Greeks> orders
    )
    {
        if (!Terms.TryGetValue(book.Underlying, out var terms))
            throw new ArgumentException($"Expected terms of {book.Underlying}; there are {string.Join(", ", Terms.Keys)}.", nameof(book));

        var (delta, gamma) = (held.Sum(each => each.Greeks.Delta), held.Sum(each => each.Greeks.Gamma));
        var (vega, theta) = (held.Sum(each => each.Greeks.Vega), held.Sum(each => each.Greeks.Theta));
        var worst = new Black76Greeks(
            0,
            Worse(delta, orders.Select(order => order.Delta)),
            gamma + orders.Sum(order => Math.Min(0, order.Gamma)),
            Worse(vega, orders.Select(order => order.Vega)),
            theta + orders.Sum(order => Math.Min(0, order.Theta)),
            0,
            0,
            0
        );
        var (range, years) = (terms.Range * book.Spot, terms.Days * RiskBook.SecondsOfDay / RiskBook.SecondsOfYear);
        var asked = SensitivityAdjustment.Of(worst, range, worst.Vega > 0 ? -terms.VolatilityMove : terms.VolatilityMove, years);

        // What counts of each Greek is linear in it, so that positions have parts that add up.
        double Part(double delta, double gamma, double vega, double theta) =>
            (Math.Sign(worst.Delta) * delta * range)
            - (asked.Gamma > 0 ? gamma * range * range / 2 : 0)
            + (Math.Sign(worst.Vega) * vega * terms.VolatilityMove)
            - (asked.Erosion > 0 ? theta * years : 0);

        var parts = held.ConvertAll(each => (each.Name, Part(each.Greeks.Delta, each.Greeks.Gamma, each.Greeks.Vega, each.Greeks.Theta)));
        var counted = 0.0;
        foreach (var (_, amount) in parts)
            counted += amount;

        if (orders.Count > 0)
            parts.Add((BookRevaluation.OrdersName, asked.Total - counted));

        return parts;
    }

    /// <summary>A sum with all of the orders that make it larger, or all that make it smaller, whichever is farther from zero.</summary>
    private static double Worse(double sum, IEnumerable<double> orders)
    {
        var (most, least) = (sum, sum);
        foreach (var order in orders)
            (most, least) = (most + Math.Max(0, order), least + Math.Min(0, order));

        return Math.Abs(most) >= Math.Abs(least) ? most : least;
    }

    private sealed class Requirement(SensitivityRule rule, List<(string Name, double Amount)> parts) : PortfolioRequirement
    {
        public override double At(MarginLevelKind level)
        {
            var sum = 0.0;
            foreach (var (_, amount) in parts)
                sum += amount;

            return Factor(level) * Math.Max(0, sum);
        }

        public override ExplanationNode Explain(MarginLevelKind level, int decimals, string unit)
        {
            var tree = new RequirementTree(decimals, unit);
            var leaves = parts
                .Where(part => part.Amount != 0)
                .Select(part =>
                    tree.Leaf(
                        part.Name,
                        Factor(level) * part.Amount,
                        tree.Amount("by Greeks", part.Amount),
                        RequirementTree.Number("factor", Factor(level))
                    )
                );
            return tree.Root(level, At(level), [.. leaves]);
        }

        private double Factor(MarginLevelKind level) => level == MarginLevelKind.Initial ? rule.InitialFactor : rule.MaintenanceFactor;
    }
}
