using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Margin.Liquidity;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Pricing;
using Plimsoll.Testing;

namespace Plimsoll.Tests.Margin.PortfolioRules;

public sealed class LiquidityRuleTests
{
    private const MarginLevelKind Initial = MarginLevelKind.Initial;

    /// <summary>The market of LVAR-001, at a price of 1,000.</summary>
    private static readonly LiquidityMarket Market = new([new(0.001, 10), new(0.002, 20), new(0.005, 30)], 0.006, 0.04, 10_000);

    [Fact, Trait("Criterion", "LVAR-030")]
    public void A_future_costs_what_closing_it_costs()
    {
        Assert.Equal(75, Asked(Market, new LinearHolding("future", 35, 1_000)), 1e-9);
        Assert.Equal(740 + (1_000 * 0.04 * 90 * Math.Sqrt(0.009) * 2 / 3), Asked(Market, new LinearHolding("future", -150, 1_000)), 1e-6);
    }

    [Fact, Trait("Criterion", "LVAR-030")]
    public void A_position_costs_the_same_in_pieces_and_hedges_are_closed_both()
    {
        var whole = Asked(Market, new LinearHolding("perpetual", 35, 1_000));

        Assert.Equal(whole, Asked(Market, new LinearHolding("perpetual", 20, 1_000), new LinearHolding("future", 15, 1_000)), 1e-9);
        Assert.Equal(2 * whole, Asked(Market, new LinearHolding("perpetual", 35, 1_000), new LinearHolding("future", -35, 1_000)), 1e-9);
    }

    [Fact, Trait("Criterion", "LVAR-030")]
    public void In_the_coin_the_same_share_of_the_position()
    {
        RiskBook dollars = new("x", 1_000) { Linear = [new("future", 150, 1_000)] };

        Assert.Equal(
            Rule(Market).Of(new([dollars])).At(Initial) / 1_000,
            Rule(Market).Of(new([dollars with { IsInCoin = true }])).At(Initial),
            1e-12
        );
    }

    [Fact, Trait("Criterion", "LVAR-031")]
    public void An_option_costs_the_closing_of_its_delta_and_half_the_spread_of_its_vega()
    {
        OptionExpiryBook expiry = new(30 * RiskBook.SecondsOfDay, 1_000, [new("put", OptionType.Put, 1_000, -20, 0.6)]);
        var greeks = Black76.Greeks(OptionType.Put, 1_000, 1_000, 0.6, expiry.Years, 1);
        var account = new ScenarioAccount([new("x", 1_000) { Expiries = [expiry] }]);

        var market = Market with { VolatilitySpread = 0.02 };
        var expected = CloseOutCost.Of(20 * greeks.Delta, market.At(1_000)) + (20 * greeks.Vega * 0.02);
        Assert.Equal(expected, Rule(market).Of(account).At(Initial), 1e-9);
    }

    [Fact, Trait("Criterion", "LVAR-032")]
    public void Time_and_concentration_are_charged_where_they_are_stated()
    {
        var rule = Rule(Market with { OpenInterest = 1_000, Concentration = new(0.1, 0.01, 0.5) }) with { Time = new(0.1, 1, 2) };
        var account = new ScenarioAccount([new("x", 1_000) { Linear = [new("future", 500, 1_000)] }]);

        // Half a day to close; shares of 0.5 and 0.05, thresholds 0.1 and 0.01.
        var time = 2 * 0.04 * 500_000 * (Math.Sqrt(1 + (0.5 / 3)) - 1);
        var concentration = 500_000 * 0.5 * (0.4 + 0.04);
        Assert.Equal(CloseOutCost.Of(500, Market.At(1_000)) + time + concentration, rule.Of(account).At(Initial), 1e-6);

        var leaf = rule.Of(account).Explain(Initial, 6, "USD").Children[0];
        var days = Assert.Single(leaf.Inputs, input => input.Name == "days to close");
        Assert.Equal(("", 0.5), (days.Unit, (double)days.Units / Math.Pow(10, days.Decimals)));
        Assert.Equal("USD", Assert.Single(leaf.Inputs, input => input.Name == "cost of that time").Unit);
    }

    [Fact, Trait("Criterion", "LVAR-033")]
    public void More_size_never_costs_less_and_less_depth_never_costs_less() =>
        Prop.ForAll(
                AnyMoves.Account.ToArbitrary(),
                Gen.Choose(100, 300).ToArbitrary(),
                Gen.Choose(0, 100).ToArbitrary(),
                (account, percent, left) =>
                {
                    var asked = AnyMoves.Closing.Of(account).At(Initial);
                    Assert.True(AnyMoves.Closing.Of(account.Times(percent / 100.0)).At(Initial) >= asked * (1 - 1e-12));
                    var thinner = AnyMoves.Closing with
                    {
                        Markets = AnyMoves.Closing.Markets.ToDictionary(
                            each => each.Key,
                            each =>
                                each.Value with
                                {
                                    Levels = [.. each.Value.Levels.Select(level => level with { Quantity = level.Quantity * left / 100 })],
                                },
                            StringComparer.Ordinal
                        ),
                    };
                    Assert.True(thinner.Of(account).At(Initial) >= asked * (1 - 1e-12));
                }
            )
            .Check(Exploration.Of(100));

    [Fact, Trait("Criterion", "LVAR-031")]
    public void An_instrument_may_have_a_market_of_its_own_and_without_any_it_is_refused()
    {
        var markets = new Dictionary<string, LiquidityMarket>(StringComparer.Ordinal)
        {
            ["x"] = Market,
            ["dear"] = Market with { Reach = 0.1, Levels = [] },
        };
        var rule = new LiquidityRule("closing", markets);
        ScenarioAccount Of(string name, string underlying) => new([new(underlying, 1_000) { Linear = [new(name, 1, 1_000)] }]);

        Assert.True(rule.Of(Of("dear", "x")).At(Initial) > 50 * rule.Of(Of("future", "x")).At(Initial));
        Assert.Throws<ArgumentException>(() => rule.Of(Of("future", "y")));
    }

    private static double Asked(LiquidityMarket market, params LinearHolding[] held) =>
        Rule(market).Of(new([new("x", 1_000) { Linear = held }])).At(Initial);

    private static LiquidityRule Rule(LiquidityMarket market) =>
        new("closing", new Dictionary<string, LiquidityMarket>(StringComparer.Ordinal) { ["x"] = market });
}
