using Plimsoll.Margin.Liquidity;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Books;

namespace Plimsoll.Margin.Portfolio;

/// <summary>What closing the account costs in the depth that there is, how long it takes, and what being a large part of the market adds.</summary>
/// <remarks>
/// <para>Positions are closed in their own market where one is stated, else in that of their underlying: futures by their size, options by their delta, and besides |vega| · half spread of
/// volatility. All that is sold in a market walks one side of its book, all that is bought the other, so that a position costs the same in one piece or in many; the cost of a side is
/// shared out by size. Legs that hedge each other are closed both (LVAR-013). Of open orders each instrument has whatever fill makes a side larger.</para>
/// <para>Source: docs/spec/0019-liquidity.md (LVAR-001 … LVAR-003, LVAR-011, LVAR-020, LVAR-030 … LVAR-034). Pure.</para>
/// </remarks>
/// <param name="Name">What explanations call it.</param>
/// <param name="Markets">Markets by instrument or underlying.</param>
public sealed record LiquidityRule(string Name, IReadOnlyDictionary<string, LiquidityMarket> Markets) : PortfolioRule(Name)
{
    /// <summary>What initial margin asks of it, not negative.</summary>
    public double InitialFactor { get; init; } = 1;

    /// <summary>What maintenance margin asks of it, not negative.</summary>
    public double MaintenanceFactor { get; init; } = 1;

    /// <summary>What the time that closing takes is charged with; null for nothing.</summary>
    public ClosingTime? Time { get; init; }

    /// <inheritdoc/>
    public override bool Covers(string underlying) => Markets.ContainsKey(underlying);

    /// <inheritdoc/>
    public override PortfolioRequirement Of(ScenarioAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        var charges = new List<ClosingCharge>();
        foreach (var book in account.Books)
        {
            var sizes = ClosingSize.Of(book, account.Orders);
            foreach (var market in sizes.GroupBy(size => MarketOf(size.Name, book.Underlying), StringComparer.Ordinal))
                charges.AddRange(Charges([.. market], Markets[market.Key], book.UnitValue));
        }

        return new Requirement(this, charges);
    }

    private string MarketOf(string instrument, string underlying) =>
        Markets.ContainsKey(instrument) ? instrument
        : Markets.ContainsKey(underlying) ? underlying
        : throw new ArgumentException(
            $"Expected a market of {instrument} or {underlying}; there are {string.Join(", ", Markets.Keys)}.",
            nameof(instrument)
        );

    private IEnumerable<ClosingCharge> Charges(ClosingSize[] sizes, LiquidityMarket market, double price)
    {
        var (sold, bought) = (sizes.Sum(size => size.Long), sizes.Sum(size => size.Short));
        var (ofSold, ofBought) = (Side(sold, market, price), Side(bought, market, price));
        foreach (var size in sizes)
        {
            var (longShare, shortShare) = (sold > 0 ? size.Long / sold : 0, bought > 0 ? size.Short / bought : 0);
            yield return new(
                size.Name,
                size.Long + size.Short,
                (longShare * ofSold.Cost) + (shortShare * ofBought.Cost) + (size.Vega * market.VolatilitySpread),
                (longShare * ofSold.Time) + (shortShare * ofBought.Time),
                (longShare * ofSold.Concentration) + (shortShare * ofBought.Concentration),
                Math.Max(size.Long > 0 ? ofSold.Days : 0, size.Short > 0 ? ofBought.Days : 0)
            );
        }
    }

    private (double Cost, double Time, double Concentration, double Days) Side(double size, LiquidityMarket market, double price)
    {
        var cost = CloseOutCost.Of(size, market.At(price));
        var concentration = market.Concentration is { } terms
            ? ConcentrationCharge.Of(size, price, market.OpenInterest, market.DailyVolume, terms)
            : 0;
        if (Time is not { } closing)
            return (cost, 0, concentration, 0);

        var days = LiquidationTime.Days(size, market.DailyVolume, closing.Participation);
        var alone = closing.Multiple * market.DailyVolatility * size * price;
        return (cost, LiquidityValueAtRisk.OfTime(alone, closing.WaitDays, days), concentration, days);
    }

    private sealed class Requirement(LiquidityRule rule, List<ClosingCharge> charges) : PortfolioRequirement
    {
        public override double At(MarginLevelKind level)
        {
            var sum = 0.0;
            foreach (var charge in charges)
                sum += charge.Total;

            return Factor(level) * sum;
        }

        public override ExplanationNode Explain(MarginLevelKind level, int decimals, string unit)
        {
            var tree = new RequirementTree(decimals, unit);
            var leaves = new List<ExplanationNode>();
            foreach (var charge in charges.Where(charge => charge.Total != 0))
            {
                var inputs = new List<ExplanationInput> { RequirementTree.Number("underlyings to close", charge.Size) };
                Add(inputs, tree, "cost to close", charge.Cost);
                if (charge.Days > 0)
                    inputs.Add(RequirementTree.Number("days to close", charge.Days));

                Add(inputs, tree, "cost of that time", charge.Time);
                Add(inputs, tree, "concentration", charge.Concentration);
                inputs.Add(RequirementTree.Number("factor", Factor(level)));
                leaves.Add(tree.Leaf(charge.Name, Factor(level) * charge.Total, inputs));
            }

            return tree.Root(level, At(level), leaves);
        }

        private static void Add(List<ExplanationInput> inputs, RequirementTree tree, string name, double amount)
        {
            if (amount != 0)
                inputs.Add(tree.Amount(name, amount));
        }

        private double Factor(MarginLevelKind level) => level == MarginLevelKind.Initial ? rule.InitialFactor : rule.MaintenanceFactor;
    }

    private sealed record ClosingCharge(string Name, double Size, double Cost, double Time, double Concentration, double Days)
    {
        public double Total => Cost + Time + Concentration;
    }
}
