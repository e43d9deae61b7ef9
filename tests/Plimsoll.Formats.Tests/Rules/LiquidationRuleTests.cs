using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Documents;

namespace Plimsoll.Formats.Tests.Rules;

/// <summary>Stages, zones, ratios and prices that venues state beside margin.</summary>
public sealed class LiquidationRuleTests
{
    private const string Hyperliquid =
        "[{name: vault, do: take_over, equity_below: 0.5}, {name: fifth, do: close_share, share: 20%, notional_above: 100_000, once: true, wait_seconds: 30}, {name: rest, do: close_all}]";
    private const string BitMex =
        "[{name: orders, do: cancel_orders}, {name: tier, do: reduce_tiers, tiers: 1, once: true}, {name: rest, do: take_over}]";
    private const string Okx = "[{name: tiers, do: reduce_tiers, tiers: 2, from_tier: 3}, {name: rest, do: take_over}]";
    private const string Deribit = "[{name: step, do: close_size, size: 200}]";

    [Theory, Trait("Criterion", "MODL-020")]
    [InlineData(Hyperliquid, "equity: 900, size: 4, notional: 200_000", "fifth", 0.8)]
    [InlineData(Hyperliquid, "equity: 900, size: 4, notional: 100_000", "rest", 4)]
    [InlineData(Hyperliquid, "equity: 900, size: 4, notional: 200_000, done: [fifth]", "rest", 4)]
    [InlineData(Hyperliquid, "equity: 499, size: 4, notional: 200_000, done: [fifth]", "vault", 4)]
    [InlineData(Hyperliquid, "equity: 500, size: 4, notional: 200_000, done: [fifth]", "rest", 4)]
    [InlineData(BitMex, "equity: 900, size: 6, notional: 60, has_orders: true, tier_floors: [0, 20, 50]", "orders", 0)]
    [InlineData(BitMex, "equity: 900, size: 6, notional: 60, tier_floors: [0, 20, 50]", "tier", 1)]
    [InlineData(BitMex, "equity: 900, size: 5, notional: 50, tier_floors: [0, 20, 50]", "tier", 3)] // at the floor it stands below it
    [InlineData(BitMex, "equity: 900, size: 6, notional: 60, tier_floors: [0, 20, 50], done: [tier]", "rest", 6)]
    [InlineData(BitMex, "equity: 900, size: 2, notional: 20, tier_floors: [0, 20, 50]", "rest", 2)]
    [InlineData(BitMex, "equity: 900, size: 2, notional: 20", "rest", 2)]
    [InlineData(Okx, "equity: 900, size: 6, notional: 60, tier_floors: [0, 20, 50]", "tiers", 4)]
    [InlineData(Okx, "equity: 900, size: 3, notional: 30, tier_floors: [0, 20, 50]", "rest", 3)]
    [InlineData(Deribit, "equity: 900, size: 1_000, notional: 10_000", "step", 200)]
    [InlineData(Deribit, "equity: 900, size: 150, notional: 1_500", "step", 150)]
    public void The_first_stage_whose_turn_it_is_says_how_much_is_closed(string stages, string facts, string stage, double size)
    {
        var answer = Ask($"kind: staged_close_out, stages: {stages}", $"maintenance_margin: 1_000, {facts}");

        Assert.Equal(stage, Text(answer, "stage"));
        Assert.Equal((decimal)size, answer.Number("rule.size_closed"));
    }

    [Theory, Trait("Criterion", "MODL-020")]
    [InlineData("", "equity: 1_000", "false")]
    [InlineData("at_the_line: true,", "equity: 1_000", "true")]
    [InlineData("ends_at: 1.25,", "equity: 1_200", "false")]
    [InlineData("ends_at: 1.25,", "equity: 1_200, is_running: true", "true")]
    [InlineData("ends_at: 1.25,", "equity: 1_250, is_running: true", "false")]
    public void A_liquidation_ends_where_the_model_says(string terms, string facts, string isLiquidated) =>
        Assert.Equal(
            isLiquidated,
            Text(
                Ask($"kind: staged_close_out, {terms} stages: {Deribit}", $"maintenance_margin: 1_000, size: 1, notional: 1, {facts}"),
                "is_liquidated"
            )
        );

    [Theory]
    [InlineData(
        "kind: staged_close_out, stages: [{name: a, do: close_share}]",
        "equity: 1, maintenance_margin: 2, size: 1, notional: 1",
        "needs share"
    )]
    [InlineData(
        "kind: staged_close_out, ends_at: 0.5, stages: [{name: a, do: close_all}]",
        "equity: 1, maintenance_margin: 2, size: 1, notional: 1",
        "mend ends_at"
    )]
    [InlineData(
        "kind: staged_close_out, stages: [{name: a, do: close_all}]",
        "equity: 1, maintenance_margin: 2, size: 1, notional: 1, tier_floors: [5, 1]",
        "floors must begin at 0"
    )]
    [InlineData(
        "kind: margin_zones, zones: [{name: a, above: 1}, {name: b, above: 2}, {name: c}]",
        "equity: 1, maintenance_margin: 2",
        "zones must fall"
    )]
    [InlineData("kind: margin_zones, zones: [{name: a, above: 1}]", "equity: 1, maintenance_margin: 2", "the last must have no bound")]
    [InlineData("kind: loan_maintenance, rates: [[3, 10%]]", "loans: [{amount: 1, leverage: 5}]", "no rate at 5x; it has: 3x")]
    [InlineData("kind: robust_median_mark, time_constant_seconds: 1", "oracle: 1", "there is no view of the price")]
    public void What_cannot_be_answered_is_told(string rule, string facts, string message) =>
        Assert.Contains(message, Assert.Throws<DocumentException>(() => Ask(rule, facts)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(1_501, "free")]
    [InlineData(1_500, "reminder")]
    [InlineData(1_050, "liquidation")]
    [InlineData(-5, "claim")]
    public void A_ratio_has_a_name(int equity, string zone) =>
        Assert.Equal(
            zone,
            Text(
                Ask(
                    "kind: margin_zones, zones: [{name: free, above: 150%}, {name: reminder, above: 120%}, {name: reduce-only, above: 105%}, {name: liquidation, above: 100%}, {name: claim}]",
                    $"maintenance_margin: 1_000, equity: {equity}"
                ),
                "zone"
            )
        );

    [Theory]
    [InlineData("kind: withdrawal_floor, notional_share: 10%", "equity: 900, initial_margin: 500, notional: 6_000", "withdrawable", 300)]
    [InlineData("kind: withdrawal_floor, notional_share: 10%", "equity: 900, initial_margin: 700, notional: 6_000", "must_remain", 700)]
    [InlineData("kind: withdrawal_floor, notional_share: 10%", "equity: 100, initial_margin: 700, notional: 6_000", "withdrawable", 0)]
    [InlineData(
        "kind: loan_maintenance, rates: [[3, 10%], [5, 8%]]",
        "loans: [{amount: 100, leverage: 3}, {amount: 2, price: 50, leverage: 5}]",
        "maintenance_margin",
        18
    )]
    [InlineData(
        "kind: net_margin_ratio",
        "balance: 100, unrealised_pnl: 10, sell_orders: 5, option_buys: 4, isolated: 20, order_fees: 1, maintenance_margin: 39, liquidation_fee: 1",
        "margin_ratio",
        2
    )]
    [InlineData(
        "kind: isolated_rate_liquidation_price, closing_fee: 0.05%",
        "size: 0.5, entry: 60_996, margin: 5_000, maintenance: 0.4%",
        "liquidation_price",
        51_226.519337
    )]
    [InlineData(
        "kind: isolated_rate_liquidation_price, closing_fee: 0.05%",
        "side: short, size: 0.5, entry: 60_996, margin: 5_000, maintenance: 0.4%",
        "liquidation_price",
        70_677.949228
    )]
    [InlineData(
        "kind: isolated_rate_liquidation_price, closing_fee: 0, contract: inverse",
        "size: 10_000, entry: 50_000, margin: 0.05, maintenance: 1%",
        "liquidation_price",
        40_400
    )]
    [InlineData("kind: leverage_bankruptcy_price", "entry: 20_000, leverage: 50", "bankruptcy_price", 19_600)]
    [InlineData(
        "kind: leverage_bankruptcy_price, contract: inverse, rounding: {step: 0.5, long: up, short: down}",
        "entry: 7_890.08, leverage: 50",
        "bankruptcy_price",
        7_735.5
    )]
    [InlineData(
        "kind: leverage_bankruptcy_price, contract: inverse, rounding: {step: 0.5, long: up, short: down}",
        "side: short, entry: 7_890.08, leverage: 50",
        "bankruptcy_price",
        8_051
    )]
    [InlineData(
        "kind: keeper_reward, least: 5, most: 20",
        "rewards: 1, costs: 2, maintenance_margin: 100, available_margin: 104",
        "line",
        105
    )]
    [InlineData(
        "kind: keeper_reward, least: 5, most: 20",
        "rewards: 15, costs: 9, maintenance_margin: 100, available_margin: 104",
        "reward",
        20
    )]
    [InlineData("kind: keeper_reward", "rewards: 15, costs: 9, maintenance_margin: 100, available_margin: 104", "reward", 24)]
    public void A_rule_gives_its_number(string rule, string facts, string output, double expected) =>
        Assert.Equal((decimal)expected, Ask(rule, facts).Number($"rule.{output}"), 6);

    /// <summary>The premium held 4 for one time constant, then 1 for another: (4 ÷ e + 1) ÷ (1 ÷ e + 1) = 1.80682….</summary>
    [Fact]
    public void A_robust_mark_is_the_median_of_its_views()
    {
        const string Rule = "kind: robust_median_mark, time_constant_seconds: 150, spare_time_constant_seconds: 30";

        var all = Ask(Rule, "oracle: 100, premium_samples: [[4, 150], [1, 150]], bid: 102, ask: 103, last: 101, others: 99");
        var two = Ask(Rule, "oracle: 100, premium_samples: [[4, 150], [1, 150]], bid: 102, ask: 103, last: 101, book_samples: [[110, 30]]");
        var one = Ask(Rule, "oracle: 100, others: 99");

        Assert.Equal(101.806824m, all.Number("rule.by_premium"), 6);
        Assert.Equal(101.806824m, all.Number("rule.mark"), 6);
        Assert.Equal(102, two.Number("rule.mark"));
        Assert.Equal(99, one.Number("rule.mark"));
    }

    private static Answer Ask(string rule, string facts) =>
        Sample.AnswerTo(
            $"facts: {{rule: {{{facts}}}}}",
            Sample.ModelOf($"name: m\nvenue: V\neffective_from: 2026-01-01\nrules: {{rule: {{{rule}}}}}\n")
        );

    private static string Text(Answer answer, string output) => Assert.IsType<AnswerText>(answer.Find($"rule.{output}")).Text;
}
