using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;
using Plimsoll.Margin;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Formats.Tests.Estimates;

public sealed class PortfolioEstimateTests
{
    private const string Call = "BTC-27NOV26-70000-C";

    private const string Hedged = """
        at: 2026-11-01
        balances: {USDC: 10_000}
        positions:
          - {instrument: BTC-27NOV26-70000-C, quantity: 1}
          - {instrument: BTC-PERP, quantity: -0.355, entry: 66_000}
        market:
          BTC: {index: 66_240}
          BTC-PERP: {mark: 66_250}
          BTC-27NOV26-70000-C: {volatility: 48%, forward: 66_500}
        """;

    private static Model Derive => ModelCatalog.BuiltIn.Find("derive-pmrm-2")!;

    private static Portfolio Read(string text) => PortfolioReader.Read("portfolio.yaml", text);

    private static decimal Number(Answer answer, string path) => Assert.IsType<AnswerNumber>(answer.Find(path)).Value;

    [Fact, Trait("Criterion", "PMRG-003")]
    public void The_tree_adds_up_to_what_is_shown()
    {
        var answer = Estimate.Of(Derive, Read(Hedged));
        var tree = Estimate.Explain(Derive, Read(Hedged))[0].Explanation;

        AssertAddsUp(tree.InitialMargin);
        AssertAddsUp(tree.MaintenanceMargin);
        AssertAddsUp(tree.Equity);
        Assert.Equal(Number(answer, "account.initial_margin"), (decimal)tree.InitialMargin.Amount.Units / 1_000_000_000_000);
        Assert.Equal(Number(answer, "account.equity"), 10_000 - (0.355m * 250) + Number(answer, "account.option_value"));
    }

    [Theory, Trait("Criterion", "PMRG-027")]
    [InlineData(-3, "rise")]
    [InlineData(3, "fall")]
    public void The_line_of_an_underlying_is_where_the_account_falls_below(int quantity, string side)
    {
        var portfolio = Read(
            $$"""
            at: 2026-11-01
            balances: {USDC: 50_000}
            positions: [{instrument: BTC-PERP, quantity: {{quantity}}, entry: 66_000}]
            market: {BTC: {index: 66_240}, BTC-PERP: {mark: 66_250} }
            """
        );
        var answer = Estimate.Of(Derive, portfolio);
        var move = Number(answer, $"underlyings.BTC.{side}");

        Assert.Equal(quantity < 0, move > 0);
        Assert.True(IsLiquidated(PortfolioChange.Move(Derive, portfolio, "BTC", move)));
        Assert.False(IsLiquidated(PortfolioChange.Move(Derive, portfolio, "BTC", move * 0.999999m)));
        Assert.Equal(66_250 * (1 + move), Number(answer, "positions.BTC-PERP.liquidation_price"));
        Assert.IsType<AnswerNothing>(answer.Find($"underlyings.BTC.{(side == "rise" ? "fall" : "rise")}"));
    }

    private static bool IsLiquidated(Portfolio portfolio) =>
        Estimate.Of(Derive, portfolio).Find("account.is_liquidated") == new AnswerText("true");

    [Fact, Trait("Criterion", "PMRG-023")]
    public void Buying_an_option_costs_its_premium_and_the_margin_of_the_trade()
    {
        var alone = Read(Hedged) with { Positions = [Read(Hedged).Positions[1]] };
        var before = Estimate.Figures(Derive, alone);
        var after = Estimate.Figures(Derive, PortfolioChange.Trade(Derive, alone, Call, 1));

        Assert.Equal(before.Equity, after.Equity, 8);
        Assert.True(after.InitialMargin < before.InitialMargin);
        Assert.Equal(Estimate.Figures(Derive, Read(Hedged)).InitialMargin, after.InitialMargin);

        var closed = PortfolioChange.Trade(Derive, PortfolioChange.Trade(Derive, alone, Call, 1), Call, -1);
        Assert.Equal(before, Estimate.Figures(Derive, closed));
    }

    [Fact, Trait("Criterion", "PMRG-023")]
    public void A_move_of_the_underlying_moves_forwards_with_it()
    {
        var moved = PortfolioChange.Move(Derive, Read(Hedged), "BTC", -0.1m);

        Assert.Equal(59_850, moved.Market[Call].Forward);
        Assert.True(Number(Estimate.Of(Derive, moved), "account.option_value") < 700);
    }

    /// <summary>Its price moves, and neither its forward nor the index; so much equity is gained, and its volatility is the one at which that is its price.</summary>
    [Theory, Trait("Criterion", "PMRG-023")]
    [InlineData("", 0.1)]
    [InlineData("forward: 66_500", 0.1)]
    [InlineData("forward: 66_500", -0.5)]
    [InlineData("mark: 2_100", 0.1)]
    [InlineData("mark: 2_100", 0)]
    public void A_move_of_an_option_by_its_own_symbol_moves_its_price(string stated, double share)
    {
        var portfolio = Read(
            Hedged.Replace("forward: 66_500", stated, StringComparison.Ordinal).Replace("48%, }", "48%}", StringComparison.Ordinal)
        );
        var before = PortfolioChange.PriceOf(Derive, portfolio, Call)!.Value;

        var moved = PortfolioChange.Move(Derive, portfolio, Call, (decimal)share);

        var quote = moved.Market[Call];
        var gained = Estimate.Figures(Derive, moved).Equity - Estimate.Figures(Derive, portfolio).Equity;
        Assert.Equal(portfolio.Market[Call].Forward, quote.Forward);
        Assert.Equal(portfolio.Market["BTC"], moved.Market["BTC"]);
        Assert.Equal(before * (1 + (decimal)share), PortfolioChange.PriceOf(Derive, moved, Call)!.Value, 8);
        Assert.Equal(before * (decimal)share, gained, 8);
        Assert.Equal(Math.Sign(share), Math.Sign(quote.Volatility!.Value - 0.48m));
    }

    [Fact, Trait("Criterion", "PMRG-023")]
    public void A_price_that_no_volatility_gives_is_refused()
    {
        var fault = Assert.Throws<DocumentException>(() => PortfolioChange.Move(Derive, Read(Hedged), Call, 50));

        Assert.Contains("no volatility gives BTC-27NOV26-70000-C a price of 103609.83", fault.Message, StringComparison.Ordinal);
    }

    /// <summary>A mark beside the volatility: what it has beyond the volatility's worth stays with every move.</summary>
    [Fact, Trait("Criterion", "PMRG-023")]
    public void A_mark_beside_a_volatility_moves_by_what_its_value_does()
    {
        var plain = Read(Hedged);
        var marked = Read(Hedged.Replace("volatility: 48%", "mark: 2_100, volatility: 48%", StringComparison.Ordinal));
        Func<Portfolio, Portfolio>[] moves =
        [
            portfolio => PortfolioChange.Move(Derive, portfolio, "BTC", 0.03m),
            portfolio => PortfolioChange.MoveVolatility(Derive, portfolio, "BTC", 0.1m),
            portfolio => PortfolioChange.MoveVolatility(Derive, portfolio, Call, -0.1m),
            portfolio => PortfolioChange.Wait(Derive, portfolio, 7),
        ];

        foreach (var move in moves)
        {
            var gained = PriceAfter(move(plain)) - PriceAfter(plain);

            Assert.NotEqual(0, gained);
            Assert.Equal(gained, PriceAfter(move(marked)) - 2_100, 8);
        }

        static decimal PriceAfter(Portfolio portfolio) => PortfolioChange.PriceOf(Derive, portfolio, Call)!.Value;
    }

    [Fact]
    public void Orders_need_the_dearest_of_no_buys_and_no_sells()
    {
        var order = "orders:\n  - {instrument: BTC-PERP, side: SIDE, quantity: 0.355}\n";
        var plain = Estimate.Figures(Derive, Read(Hedged));

        var selling = Estimate.Figures(Derive, Read(order.Replace("SIDE", "sell", StringComparison.Ordinal) + Hedged));
        var buying = Estimate.Figures(Derive, Read(order.Replace("SIDE", "buy", StringComparison.Ordinal) + Hedged));

        Assert.True(selling.InitialMargin > plain.InitialMargin && buying.InitialMargin > plain.InitialMargin);
        Assert.Equal(plain.MaintenanceMargin, selling.MaintenanceMargin);
    }

    [Fact]
    public void A_coin_that_hedges_relieves_a_short_perpetual()
    {
        const string Text = """
            balances: {USDC: 10_000, BTC: 1}
            positions: [{instrument: BTC-PERP, quantity: -1}]
            market: {BTC: {index: 60_000}, BTC-PERP: {mark: 60_000}}
            """;

        var figures = Estimate.Figures(Derive, Read(Text));

        Assert.Equal(10_000 + (60_000 * 0.98m), figures.Equity);
        Assert.Equal(60_000 * (0.015m + 0.005m + 0.01m), figures.InitialMargin!.Value, 6);
    }

    [Theory, Trait("Criterion", "PMRG-024")]
    [InlineData("volatility: 48%, ", "", "no volatility of BTC-27NOV26-70000-C")]
    [InlineData("at: 2026-11-01", "at: 2026-12-01", "has expired")]
    [InlineData("at: 2026-11-01\n", "", "time to its expiry is not known")]
    [InlineData("entry: 66_000}", "isolated: 100}", "either isolated or under portfolio margin")]
    [InlineData("BTC-PERP: {mark: 66_250}", "BTC-PERP: {index: 66_250}", "no mark price of BTC-PERP")]
    public void What_is_missing_is_told(string there, string instead, string message)
    {
        var portfolio = Read(Hedged.ReplaceLineEndings("\n").Replace(there, instead, StringComparison.Ordinal));

        var fault = Assert.Throws<DocumentException>(() => Estimate.Of(Derive, portfolio));

        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "PMRG-024")]
    public void A_contract_that_the_numeraire_cannot_carry_is_told()
    {
        var linear = """
            name: mixed
            venue: Harbour
            effective_from: 2026-01-01
            numeraire: BTC
            portfolio_margin: {tables: {grid: {range: 0.1, steps: 1}}}
            instruments:
              BTC-LINEAR: {settlement: USD, underlying: BTC}
            """;
        var portfolio = Read(
            "positions: [{instrument: BTC-LINEAR, quantity: 1}]\nmarket: {BTC: {index: 6}, USD: {index: 1}, BTC-LINEAR: {mark: 6}}"
        );

        var fault = Assert.Throws<DocumentException>(() => Estimate.Of(ModelReader.Read("mixed.yaml", linear), portfolio));

        Assert.Contains("can be margined together", fault.Message, StringComparison.Ordinal);
    }

    [Theory, Trait("Criterion", "PMRG-024")]
    [InlineData("{}", "at least one table")]
    [InlineData("{tables: {grid: {range: 0.1}}}", "needs steps")]
    [InlineData("{tables: {grid: {range: 0.1, steps: 1, moves: [0]}}}", "exactly one of")]
    [InlineData("{tables: {grid: {moves: [0]}}, composite_delta: {range: 0.1, price_range: 5, weights: [1]}}", "exactly one of")]
    [InlineData("{tables: {grid: {moves: [0]}}, composite_delta: {range: 0.1, weights: [0, 0]}}", "at least one weight")]
    [InlineData(
        "{tables: {grid: {moves: [0]}}, charges: {m: {kind: month_spreads, tiers: [30], spreads: [{near: 1, far: 3, rate: 1}]}}}",
        "beyond the 2 that there are"
    )]
    [InlineData("{tables: {grid: {moves: [0], volatility: [skew_turned]}}}", "does not say by how much")]
    [InlineData("{tables: {grid: {rows: [{volatility: up}]}}}", "either a move or a factor")]
    [InlineData(
        "{netting: same_scenario, tables: {grid: {moves: [0]}}, by_underlying: {ETH: {tables: {grid: {moves: [0, 1]}}}}}",
        "as many rows"
    )]
    public void A_scheme_that_contradicts_itself_is_told(string scheme, string message)
    {
        var text = $"name: x\nvenue: x\neffective_from: 2026-01-01\nnumeraire: USD\nassets: {{USD: {{}}}}\nportfolio_margin: {scheme}\n";

        var fault = Assert.Throws<DocumentException>(() => ModelReader.Read("x.yaml", text));

        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_sample_of_portfolio_margin_has_an_answer()
    {
        foreach (var name in new[] { "hedged-call", "short-strangle", "calendar-spread", "box" })
        {
            var portfolio = Read(File.ReadAllText(RepositoryFiles.PathOf("samples", "portfolios", $"{name}.yaml")));
            var figures = Estimate.Figures(ModelCatalog.BuiltIn.Find(portfolio.ModelName!)!, portfolio);

            Assert.True(figures.InitialMargin > figures.MaintenanceMargin && figures.Equity > figures.InitialMargin, name);
        }
    }

    private static void AssertAddsUp(ExplanationNode node)
    {
        if (node.Children.Count > 0)
        {
            Assert.Equal(node.Amount, node.Children.Aggregate(Money.Zero, (sum, child) => sum + child.Amount));
            Assert.All(node.Children, AssertAddsUp);
        }
    }
}
