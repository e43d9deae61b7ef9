using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Models;
using Plimsoll.Marking;

namespace Plimsoll.Formats.Tests.Models;

/// <summary>What a model says of the account as a whole: orders, levels, the line, haircuts that nobody knows.</summary>
public sealed class AccountRulesTests
{
    private const string Holding = """
        balances: {USD: 20_000}
        positions: [{instrument: P, quantity: -1}]
        orders:
          - {instrument: P, side: buy, quantity: 3}
          - {instrument: P, side: sell, quantity: 1, price: 89_000}
          - {instrument: P, side: sell, quantity: 1, price: 90_000}
          - {instrument: P, side: sell, quantity: 5, price: 95_000, reduce_only: true}
        market: {P: {mark: 90_000}}
        """;

    [Theory, Trait("Criterion", "MODL-015")]
    [InlineData("{}", 6_400, 900)] // the worse side with the loss of the order at 89,000
    [InlineData("{immediate_loss: false}", 5_400, 900)]
    [InlineData("{immediate_loss: false, fee: 0.05%}", 5_490, 900)]
    [InlineData("{immediate_loss: false, sides: both}", 10_800, 900)]
    [InlineData("{immediate_loss: false, sides: both, fee: 0.05%}", 11_025, 900)]
    [InlineData("{immediate_loss: false, maintenance: true}", 5_400, 2_700)]
    [InlineData("{immediate_loss: false, sides: both, maintenance: true}", 10_800, 5_400)]
    [InlineData("{immediate_loss: false, reduce_only: counted}", 14_400, 900)]
    public void Orders_ask_for_what_the_model_says(string orders, int initial, int maintenance)
    {
        var answer = Sample.AnswerTo(Holding, With($"account: {{orders: {orders}}}"));

        Assert.Equal(initial, answer.Number("account.initial_margin"));
        Assert.Equal(maintenance, answer.Number("account.maintenance_margin"));
        Assert.Equal(initial, answer.Number("positions.P.initial_margin"));
    }

    [Theory, Trait("Criterion", "MODL-016")]
    [InlineData(1, 2, 95, 3, 110, 32)]
    [InlineData(1, 2, 95, 1, 110, 29)] // all sells close
    [InlineData(0, 2, 95, 3, 110, 33)]
    [InlineData(-1, 3, 95, 2, 110, 32)] // one buy closes, sells come on top
    public void Orders_at_their_limits_are_added_to_the_position(int held, int buys, int bid, int sells, int ask, int initial)
    {
        var model = With("account: {orders: {price: limit, immediate_loss: false}}", rate: "10%");

        var answer = Sample.AnswerTo(
            $$"""
            balances: {USD: 1_000}
            positions: [{instrument: P, quantity: {{held}}}]
            orders:
              - {instrument: P, side: buy, quantity: {{buys}}, price: {{bid}}}
              - {instrument: P, side: sell, quantity: {{sells}}, price: {{ask}}}
            market:
              P:
                mark: 100
            """,
            model
        );

        Assert.Equal(initial, answer.Number("account.initial_margin"));
    }

    [Fact, Trait("Criterion", "MODL-015")]
    public void Orders_without_a_position_are_in_maintenance_margin_where_the_model_says_so()
    {
        const string Orders = "orders: [{instrument: P, side: buy, quantity: 3}]\nmarket: {P: {mark: 90_000}}";

        Assert.Equal(0, Sample.AnswerTo(Orders, With("")).Number("account.maintenance_margin"));
        Assert.Equal(2_700, Sample.AnswerTo(Orders, With("account: {orders: {maintenance: true}}")).Number("account.maintenance_margin"));
    }

    [Fact, Trait("Criterion", "MODL-015")]
    public void Orders_carry_risk_and_do_not_slip()
    {
        var vega = ModelCatalog.BuiltIn.Find("vega")!;

        var answer = Sample.AnswerTo(
            """
            positions: [{instrument: BTC/USDT, quantity: 10}]
            orders: [{instrument: BTC/USDT, side: buy, quantity: 5}, {instrument: BTC/USDT, side: sell, quantity: 12}]
            market: {BTC/USDT: {mark: 1_000}}
            """,
            vega
        );

        // Long: 10 · 1,000 · 1 % + 15 · 1,000 · 0.36966805. Short: 2 · 1,000 · 0.5650462.
        Assert.Equal(100 + 5_545.02075m, answer.Number("account.maintenance_margin"));
        Assert.Equal((100 + 5_545.02075m) * 1.5m, answer.Number("account.initial_margin"));
        Assert.Equal((100 + 5_545.02075m) * 1.1m, answer.Number("account.search_level"));
    }

    [Theory, Trait("Criterion", "MODL-016")]
    [InlineData("orders: {fee: 0.1%}", "account.orders")]
    [InlineData("liquidate_at: 110%", "account.liquidate_at")]
    public void A_venue_cannot_list_what_the_engine_does_not_carry(string rule, string path)
    {
        var listing = new ModelListing(With($"account: {{{rule}}}"));

        var fault = Assert.Single(Assert.Throws<DocumentException>(() => listing.OfLinearPerpetual("P", 6)).Faults);

        Assert.Equal(("not_carried", path), (fault.Code, fault.Path));
    }

    [Fact, Trait("Criterion", "MODL-016")]
    public void The_usual_rule_of_orders_is_listed_also_when_it_is_written_down() =>
        Assert.NotNull(
            new ModelListing(With("account: {orders: {sides: worse, immediate_loss: true}, liquidate_at: 1}")).OfLinearPerpetual("P", 6)
        );

    [Theory, Trait("Criterion", "MODL-017")]
    [InlineData(900, "distressed", 0, 0)]
    [InlineData(901, "search", 449, 0)]
    [InlineData(989, "search", 361, 0)]
    [InlineData(990, "hold", 0, 0)]
    [InlineData(1_529, "hold", 0, 0)]
    [InlineData(1_530, "release", 0, 180)]
    public void An_account_stands_between_levels(int equity, string zone, int toAdd, int toRelease)
    {
        var model = With("account: {liquidate: at_or_below, levels: {search: 1.1, initial: 1.5, release: 1.7}}");

        var answer = Sample.AnswerTo(
            $"{{balances: {{USD: {equity}}}, positions: [{{instrument: P, quantity: -1}}], market: {{P: {{mark: 90_000}}}}}}",
            model
        );

        Assert.Equal(
            (990, 1_350, 1_530),
            (answer.Number("account.search_level"), answer.Number("account.initial_level"), answer.Number("account.release_level"))
        );
        Assert.Equal(zone, Assert.IsType<AnswerText>(answer.Find("account.zone")).Text);
        Assert.Equal((toAdd, toRelease), (answer.Number("account.to_add"), answer.Number("account.to_release")));
    }

    [Fact, Trait("Criterion", "MODL-017")]
    public void An_isolated_position_stands_between_its_own_levels()
    {
        var model = With("account: {levels: {search: 1.1, initial: 1.5, release: 1.7}}");

        var answer = Sample.AnswerTo("positions: [{instrument: P, quantity: -1, isolated: 950}]\nmarket: {P: {mark: 90_000}}", model);

        Assert.Equal("search", Assert.IsType<AnswerText>(answer.Find("positions.P.isolated.zone")).Text);
        Assert.Equal("hold", Assert.IsType<AnswerText>(answer.Find("account.zone")).Text);
    }

    [Theory, Trait("Criterion", "MODL-017")]
    [InlineData("{search: 1.5, initial: 1.5, release: 1.7}", "account.levels.initial: initial is 1.5 and must lie above search, 1.5.")]
    [InlineData("{search: 1.1, initial: 1.5, release: 1.4}", "account.levels.release: release is 1.4 and must not lie below initial, 1.5.")]
    [InlineData("{search: 0.9, initial: 1.5, release: 1.7}", "account.levels.search: expected a number from 1 to 100, found 0.9.")]
    [InlineData("{search: 1.1, initial: 1.5}", "account.levels: the field release is missing")]
    public void Levels_rise(string levels, string message) =>
        Assert.Contains(message, Sample.Fault(() => With($"account: {{levels: {levels}}}")), StringComparison.Ordinal);

    [Theory, Trait("Criterion", "MODL-018")]
    [InlineData("below", 945, "false")]
    [InlineData("at_or_below", 945, "true")]
    [InlineData("below", 944, "true")]
    public void The_line_may_lie_above_maintenance_margin(string line, int equity, string isLiquidated)
    {
        var model = With($"account: {{liquidate: {line}, liquidate_at: 105%}}");

        var answer = Sample.AnswerTo(
            $"{{balances: {{USD: {equity}}}, positions: [{{instrument: P, quantity: -1}}], market: {{P: {{mark: 90_000}}}}}}",
            model
        );

        Assert.Equal(900, answer.Number("account.maintenance_margin"));
        Assert.Equal(isLiquidated, Assert.IsType<AnswerText>(answer.Find("account.is_liquidated")).Text);
    }

    [Fact, Trait("Criterion", "MODL-018")]
    public void The_liquidation_price_is_where_that_line_is_met()
    {
        const string Account =
            "{balances: {USD: 2_000}, positions: [{instrument: P, quantity: 0.5, entry: 60_000}], market: {P: {mark: 59_000}}}";

        var answer = Sample.AnswerTo(Account, With("account: {liquidate_at: 200%}"));

        // 2,000 + 0.5 · (P − 60,000) = 0.5 · P · 1 % · 2
        Assert.Equal(57_142.857142m, answer.Number("positions.P.liquidation_price"), 5);
        Assert.Equal(57_142.857142m, answer.Number("underlyings.P.fall_to"), 3);
    }

    [Theory, Trait("Criterion", "MODL-019")]
    [InlineData("{GOLD: 1}", "[]", null)] // alone
    [InlineData("{USD: 1_000}", "[{instrument: P, quantity: 0.1}]", null)] // not held
    [InlineData("{USD: 1_000, GOLD: 0}", "[{instrument: P, quantity: 0.1}]", null)]
    [InlineData("{GOLD: 1}", "[{instrument: G, quantity: 0.1}]", null)] // settles in itself
    [InlineData("{USD: 1_000}", "[{instrument: G, quantity: 0.1}]", "what share of GOLD counts beside USD is not established in house.")]
    [InlineData("{USD: 1_000, GOLD: -1}", "[]", "what share of GOLD counts beside USD is not established in house.")]
    [InlineData("{GOLD: 1}", "[{instrument: P, quantity: 0.1}]", "what share of GOLD counts beside USD is not established in house.")]
    [InlineData("{GOLD: 1}", "[{instrument: P, quantity: 0.1, isolated: 500}]", null)] // its own account
    public void An_unknown_haircut_is_no_zero(string balances, string positions, string? message)
    {
        var model = Sample.ModelOf(
            """
            name: house
            venue: House
            effective_from: 2026-01-01
            numeraire: USD
            assets: {USD: {decimals: 6}, GOLD: {decimals: 6, haircut: unknown}}
            margins: {plain: {kind: tiers, rows: [{from: 0, initial: 2%, maintenance: 1%}]}}
            instruments:
              P: {settlement: USD, underlying: P, margin: plain}
              G: {settlement: GOLD, underlying: P, margin: plain}
            """
        );
        var portfolio =
            $"{{balances: {balances}, positions: {positions}, market: {{GOLD: {{index: 2_000}}, P: {{mark: 90_000}}, G: {{mark: 1}}}}}}";

        if (message is null)
        {
            Assert.True(Sample.AnswerTo(portfolio, model).Number("account.equity") >= 0);
        }
        else
        {
            Assert.Contains(message, Sample.Fault(() => Sample.AnswerTo(portfolio, model)), StringComparison.Ordinal);
        }
    }

    [Theory, Trait("Criterion", "MODL-019")]
    [InlineData("P: {settlement: USD, underlying: P, margin: plain, max_position: 3}", 3, null)]
    [InlineData(
        "P: {settlement: USD, underlying: P, margin: plain, max_position: 3}",
        -4,
        "house allows no position in P beyond 3 contracts."
    )]
    [InlineData("P: {settlement: USD, underlying: P, margin: capped}", 3, null)]
    [InlineData("P: {settlement: USD, underlying: P, margin: capped}", 4, "house allows no position in P beyond 300,000 USD.")]
    public void What_the_venue_does_not_allow_has_no_answer(string instrument, int quantity, string? message)
    {
        var model = Sample.ModelOf(
            $$"""
            name: house
            venue: House
            effective_from: 2026-01-01
            numeraire: USD
            margins:
              plain: {kind: tiers, rows: [{from: 0, initial: 2%, maintenance: 1%}]}
              capped: {kind: tiers, largest: 300_000, rows: [{from: 0, initial: 2%, maintenance: 1%}]}
            instruments:
              {{instrument}}
            """
        );
        var portfolio = $"{{positions: [{{instrument: P, quantity: {quantity}}}], market: {{P: {{mark: 100_000}}}}}}";

        if (message is null)
        {
            Assert.Equal(Math.Abs(quantity) * 1_000, Sample.AnswerTo(portfolio, model).Number("account.maintenance_margin"));
        }
        else
        {
            Assert.Contains(message, Sample.Fault(() => Sample.AnswerTo(portfolio, model)), StringComparison.Ordinal);
        }
    }

    [Fact, Trait("Criterion", "MODL-019")]
    public void The_engine_bounds_orders_by_the_largest_position()
    {
        var model = With("", terms: ", tick: 0.01, lot: 0.5, max_position: 7.2");
        var listing = new ModelListing(model);
        var dollar = listing.Asset("USD", new(0), decimals: 6);

        var listed = listing.Instrument(
            "P",
            new()
            {
                Id = new(0),
                Settlement = dollar,
                Underlying = new IndexParameters
                {
                    Id = new(0),
                    Symbol = "P",
                    Decimals = 2,
                    Sources = [new("one", 1), new("two", 1), new("three", 1)],
                },
            }
        );

        Assert.Equal(70, listed.MaxOrderQuantity.Units);
    }

    private static Model With(string section, string rate = "2%", string terms = "") =>
        Sample.ModelOf(
            $$"""
            name: house
            venue: House
            effective_from: 2026-01-01
            numeraire: USD
            margins:
              plain: {kind: tiers, rows: [{from: 0, initial: {{rate}}, maintenance: 1%}]}
            instruments:
              P: {settlement: USD, underlying: P, margin: plain{{terms}} }
            {{section}}
            """
        );
}
