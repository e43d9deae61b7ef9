using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Margin.Liquidity;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Pricing;
using Plimsoll.Tests.Margin.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Tests.Margin.PortfolioRules;

/// <summary>Tables of joint moves of two underlyings, accounts and orders in them, and rules of every kind.</summary>
internal static class AnyMoves
{
    public const double Bitcoin = 60_000;

    /// <summary>Six to sixty days.</summary>
    public static Gen<MoveTable> Table =>
        from count in Gen.Choose(6, 60)
        from rows in Row.ArrayOf(count)
        select new MoveTable(["eth", "btc"], [.. rows.Select((row, i) => row with { Name = $"day {i}" })], 1);

    /// <summary>The same, rows of different weight.</summary>
    public static Gen<MoveTable> Weighted =>
        from table in Table
        from weights in Gen.Choose(0, 9).ArrayOf(table.Rows.Count)
        where weights.Any(weight => weight > 0)
        select new MoveTable(table.Underlyings, [.. table.Rows.Select((row, i) => row with { Weight = weights[i] })], 1);

    /// <summary>Futures and options on ether, a future on bitcoin; of the latter in dollars or in the coin.</summary>
    public static Gen<ScenarioAccount> Account =>
        from ether in AnyAccount.Derivatives
        from quantity in Gen.Choose(-50, 50)
        from isInCoin in Gen.Elements(true, false)
        select new ScenarioAccount([
            ether.Books[0],
            new("btc", Bitcoin) { IsInCoin = isInCoin, Linear = [new("btc perpetual", quantity / 100.0, Bitcoin * 1.002)] },
        ]);

    /// <summary>Futures alone.</summary>
    public static Gen<ScenarioAccount> Linear =>
        from ether in Gen.Choose(-50, 50)
        from bitcoin in Gen.Choose(-50, 50)
        select new ScenarioAccount([
            new("eth", AnyAccount.Spot) { Linear = [new("eth perpetual", ether / 10.0, AnyAccount.Spot)] },
            new("btc", Bitcoin) { Linear = [new("btc perpetual", bitcoin / 100.0, Bitcoin)] },
        ]);

    /// <summary>Up to five orders, of futures and options, at the prices of the account's books.</summary>
    public static Gen<IReadOnlyList<OpenOrder>> Orders(ScenarioAccount account) =>
        from orders in (
            from which in Gen.Choose(0, 3)
            from size in Gen.Choose(1, 40)
            from isBuy in Gen.Elements(true, false)
            select Order(account, which, (isBuy ? size : -size) / 10.0)
        ).ListOf()
        select (IReadOnlyList<OpenOrder>)[.. orders.Take(5)];

    /// <summary>Every kind of rule, and combinations of them.</summary>
    public static IReadOnlyList<PortfolioRule> Rules(MoveTable table)
    {
        var tail = new ValueAtRiskRule("tail", table, RiskMeasure.ExpectedShortfall, 0.9, 0.8) { MaintenanceFactor = 0.9 };
        var quantile = new ValueAtRiskRule("quantile", table, RiskMeasure.ValueAtRisk, 0.9, 0.8);
        var scenarios = new ScenarioRule("scenarios", Schemes.Proportional);
        var greeks = new SensitivityRule(
            "greeks",
            new Dictionary<string, SensitivityTerms>(StringComparer.Ordinal) { ["eth"] = new(0.1, 0.05, 1), ["btc"] = new(0.08, 0.05, 1) }
        );
        var whole = new CombinedRule(
            "whole",
            RuleCombination.Sum,
            [new CombinedRule("worse", RuleCombination.Largest, [tail, scenarios]), Closing]
        )
        {
            InitialFloor = 1_000,
        };
        var stressed = new CombinedRule(
            "stressed",
            RuleCombination.Sum,
            [new ScaledRule("recent", tail, 0.75, 0.7), new ScaledRule("stress", quantile, 0.25, 0.3)]
        );
        var parametric = new ParametricRule(
            "parametric",
            new CovarianceRecipe { Decay = 0.97, Shrinkage = 0.1 }.Of(table),
            RiskMeasure.ExpectedShortfall,
            0.9,
            0.8
        );
        return [tail, quantile, parametric, scenarios, greeks, Closing, whole, stressed, new BufferedRule("buffered", tail, quantile)];
    }

    public static LiquidityRule Closing { get; } =
        new(
            "closing",
            new Dictionary<string, LiquidityMarket>(StringComparer.Ordinal)
            {
                ["eth"] = new([new(0.0005, 5), new(0.001, 10)], 0.002, 0.04, 500) { VolatilitySpread = 0.01 },
                ["btc"] = new([new(0.0002, 0.2)], 0.001, 0.03, 50)
                {
                    OpenInterest = 20,
                    Concentration = new ConcentrationTerms(0.01, 0.01, 0.5),
                },
            }
        )
        {
            Time = new(0.1, 1, 2.33),
            MaintenanceFactor = 0.5,
        };

    private static Gen<MoveRow> Row =>
        from eth in Move(200)
        from btc in Move(150)
        from ethVolatility in Move(400)
        from btcVolatility in Move(400)
        select new MoveRow("", [eth, btc], [ethVolatility, btcVolatility]);

    private static Gen<double> Move(int thousandths) => from move in Gen.Choose(-thousandths, thousandths) select move / 1000.0;

    private static OpenOrder Order(ScenarioAccount account, int which, double quantity)
    {
        var book = account.Books[which == 0 ? 1 : 0];
        var empty = book with { Linear = [], Expiries = [], Collateral = [] };
        var added = which switch
        {
            0 => empty with { Linear = [book.Linear[0] with { Quantity = quantity / 10, UnrealisedProfit = 0 }] },
            1 => empty with { Linear = [book.Linear[0] with { Quantity = quantity, UnrealisedProfit = 0 }] },
            _ => empty with
            {
                Expiries =
                [
                    book.Expiries[which] with
                    {
                        Options = [new($"ordered {which}", which == 2 ? OptionType.Call : OptionType.Put, 2_000, quantity, 0.8)],
                    },
                ],
            },
        };
        return new(added, quantity > 0);
    }

    /// <summary>The leaves of a tree add up to every node above them.</summary>
    public static void AssertAddsUp(Plimsoll.Margin.ExplanationNode node)
    {
        if (node.Children.Count == 0)
            return;

        Assert.Equal(node.Amount, node.Children.Aggregate(Money.Zero, (sum, child) => sum + child.Amount));
        foreach (var child in node.Children)
            AssertAddsUp(child);
    }
}
