using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios.Shocks;
using Plimsoll.Pricing;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Portfolios;

public sealed class PortfolioAccountTests
{
    private static readonly Duration Year = Duration.FromHours(365 * 24);
    private readonly Scenario _venue = new Scenario(index: Scenario.ThreeSources with { StaleAfter = Duration.FromHours(24) }).Price(100);

    [Fact, Trait("Criterion", "PACC-001")]
    public void Schemes_are_listed_one_after_the_other_and_changed_at_their_time()
    {
        var scheme = Schemes.Of(Schemes.TenPercent);
        Assert.Equal(RejectReason.IdNotNext, _venue.Refused(new ListScheme(_venue.Now, scheme with { Id = new(0) })).Reason);
        Assert.Equal(RejectReason.ParametersInvalid, _venue.Refused(new ListScheme(_venue.Now, scheme with { Symbol = "" })).Reason);
        Assert.Equal(RejectReason.UnknownScheme, _venue.Refused(new ChangeScheme(_venue.Now, scheme, _venue.Now)).Reason);
        var user = Under(scheme, 1000);
        _venue.Trade(user, _venue.Maker(), 10, 100);
        Assert.Equal((150, 100), Margins(user));

        Assert.Equal(
            RejectReason.ParameterNotChangeable,
            _venue.Refused(new ChangeScheme(_venue.Now, scheme with { Symbol = "OTHER" }, _venue.Now)).Reason
        );
        var dearer = scheme with { Rule = new ScenarioRule("scenarios", Schemes.TenPercent with { MaintenanceFactor = 2 }) };
        _venue.Do(new ChangeScheme(_venue.Now, dearer, _venue.Now + Duration.FromMinutes(1)));
        Assert.Equal((150, 100), Margins(user));
        _venue.Advance(Duration.FromMinutes(1));
        Assert.Equal((150, 200), Margins(user));
    }

    [Fact, Trait("Criterion", "PACC-003")]
    public void An_account_goes_under_a_scheme_if_it_can_bear_it()
    {
        _venue.Do(new ListScheme(_venue.Now, Schemes.Of(Schemes.TenPercent)));
        var user = _venue.User(149);
        _venue.Trade(user, _venue.Maker(), 10, 100);
        var refused = _venue.Refused(new SetScheme(_venue.Now, user, new(1)));
        Assert.Equal((RejectReason.InsufficientMargin, 1), (refused.Reason, refused.Shortfall.Units));
        Assert.Equal(RejectReason.UnknownScheme, _venue.Refused(new SetScheme(_venue.Now, user, new(2))).Reason);
        Assert.Equal(RejectReason.AccountKindNotAllowed, _venue.Refused(new SetScheme(_venue.Now, _venue.Maker(), new(1))).Reason);

        _venue.Deposit(user, Scenario.Usd, 1);
        _venue.Do(new SetScheme(_venue.Now, user, new(1)));
        Assert.Equal((150, 100), Margins(user));

        // Back to 10 % and 5 %, which is less.
        _venue.Do(new SetScheme(_venue.Now, user, SchemeId.Standard));
        Assert.Equal((100, 50), Margins(user));
    }

    [Fact, Trait("Criterion", "PACC-010")]
    public void A_hedge_needs_little()
    {
        var future = _venue.List(Listings.DatedFuture(_venue.Now + Year));
        _venue.Price(100);
        var (user, maker) = (Under(Schemes.Of(Schemes.TenPercent), 1000), _venue.Maker());
        _venue.Trade(user, maker, 10, 100);
        _venue.Trade(user, maker, -9, 100, future);

        Assert.Equal((15, 10), Margins(user));
        Assert.Equal((15, 10), Leaves(user));
    }

    [Fact, Trait("Criterion", "PACC-010"), Trait("Criterion", "PACC-012")]
    public void A_coin_that_hedges_an_inverse_short_leaves_nothing_to_lose()
    {
        var inverse = _venue.List(Listings.Inverse);
        _venue.Price(100);
        var user = Under(Schemes.Of(Schemes.TenPercent, new SchemeCollateral(Scenario.Btc, Scenario.BtcUsd)), 0);
        // Ten coins of two decimals, and ten contracts of 100 dollars sold at 100: a thousand dollars, whatever the price.
        _venue.Deposit(user, Scenario.Btc, 1000);
        _venue.Trade(user, _venue.Maker(), -1, 100, inverse);
        Assert.Equal((135, 90), Margins(user));
        _venue.Trade(user, _venue.Maker(), -9, 100, inverse);
        Assert.Equal((0, 0), Margins(user));

        _venue.Price(50);
        Assert.Equal((0, 0), Margins(user));
        Assert.Equal(AccountCondition.Healthy, _venue.Condition(user));
    }

    /// <summary>A thousand dollars of face at a mark of 125 are eight coins, each worth 100: 10 % of 800 and not of 1,000.</summary>
    [Fact, Trait("Criterion", "PACC-010")]
    public void An_inverse_contract_loses_coins_at_what_a_coin_is_worth()
    {
        var inverse = _venue.List(Listings.Inverse);
        _venue.Price(100);
        var user = Under(Schemes.Of(Schemes.TenPercent), 1000);
        _venue.Trade(user, _venue.Maker(), 10, 125, inverse);
        _venue.Do(new ProposeMarkOverride(_venue.Now, inverse, new(125), _venue.Now + Duration.FromMinutes(5), 1));
        _venue.Do(new ApproveMarkOverride(_venue.Now, inverse, 2));

        Assert.Equal((120, 80), Margins(user));
        Assert.Equal((120, 80), Leaves(user));
    }

    [Fact, Trait("Criterion", "PACC-023")]
    public void A_coin_that_hedges_cannot_leave_its_short_alone()
    {
        var user = Under(Schemes.Of(Schemes.TenPercent, new SchemeCollateral(Scenario.Btc, Scenario.BtcUsd)), 60);
        _venue.Deposit(user, Scenario.Btc, 1000);
        _venue.Trade(user, _venue.Maker(), -10, 100);
        Assert.Equal((0, 0), Margins(user));

        // Without coins the short would need 150 and have 60; each coin is worth 90 after its haircut.
        var most = _venue.Engine.Withdrawable(user, Scenario.Btc);
        Assert.Equal(RejectReason.InsufficientWithdrawable, _venue.Refused(Withdraw(user, most.Units + 1)).Reason);
        _venue.Do(Withdraw(user, most.Units));
        var margin = _venue.Engine.MarginOf(user);
        Assert.True(margin.InitialMargin <= margin.Equity && margin.InitialMargin.Units > margin.Equity.Units - 2, $"{most}, {margin}");
    }

    [Fact, Trait("Criterion", "PACC-011"), Trait("Criterion", "PACC-024")]
    public void A_long_call_with_a_short_future_needs_less_than_both_and_moves_with_time_alone()
    {
        var call = _venue.List(Listings.Option(OptionType.Call, 100, _venue.Now + Year));
        _venue.Surface(_venue.Flat(_venue.Now + Year, 0.2, 100));
        var maker = _venue.Maker();
        var (hedged, bought, sold) = (Under(Schemes.Of(Schemes.TenPercent), 10_000), _venue.User(10_000), _venue.User(10_000));
        _venue.Do(new SetScheme(_venue.Now, bought, new(1))).Do(new SetScheme(_venue.Now, sold, new(1)));
        _venue.Trade(hedged, maker, 100, 800, call);
        _venue.Trade(hedged, maker, -54, 100);
        _venue.Trade(bought, maker, 100, 800, call);
        _venue.Trade(sold, maker, -54, 100);

        var (both, one, other) = (Margins(hedged).Initial, Margins(bought).Initial, Margins(sold).Initial);
        Assert.True(both * 2 < one + other, $"{both} of {one} + {other}");
        var before = Margins(bought);
        _venue.Advance(Duration.FromHours(20));
        Assert.NotEqual(before, Margins(bought));
        Assert.Equal(Margins(bought), Leaves(bought));
    }

    [Fact, Trait("Criterion", "PACC-013"), Trait("Criterion", "PACC-020")]
    public void Orders_reserve_the_worst_that_may_fill()
    {
        var future = _venue.List(Listings.DatedFuture(_venue.Now + Year));
        _venue.Price(100);
        var user = Under(Schemes.Of(Schemes.TenPercent), 150);
        _venue.Trade(user, _venue.Maker(), 10, 100);

        // It would hedge if it filled, and may not: nothing more, nothing less.
        var hedge = _venue.Order(user, -10, 100, future);
        Assert.Equal(150, Margins(user).Initial);
        // With nothing free more of the same is refused, with one and a half times 10 % of it missing.
        var refused = _venue.TryOrder(user, 1, 100);
        Assert.Equal((RejectReason.InsufficientMargin, 15), (refused.Reason, refused.Shortfall.Units));
        Assert.Equal(RejectReason.InsufficientMargin, _venue.TryOrder(user, -21, 100, future).Reason);

        _venue.Trade(user, _venue.Maker(), -10, 100, future, hedge);
        Assert.Equal((0, 0), Margins(user));
        // An order at 101 loses one dollar a contract at once.
        _venue.Order(user, 5, 101);
        Assert.Equal(75 + 5, Margins(user).Initial);
    }

    [Fact, Trait("Criterion", "PACC-013")]
    public void An_order_that_only_reduces_may_not_take_a_hedge_away()
    {
        var future = _venue.List(Listings.DatedFuture(_venue.Now + Year));
        _venue.Price(100);
        var (user, maker) = (Under(Schemes.Of(Schemes.TenPercent), 200), _venue.Maker());
        _venue.Trade(user, maker, 10, 100);
        _venue.Trade(user, maker, -10, 100, future);
        _venue.Do(new WithdrawCollateral(_venue.Now, user, Scenario.Usd, new(180)));

        var closing = new PlaceOrder(_venue.Now, user, future, new(10), new(100), IsReduceOnly: true, ClientOrderId: 0);
        Assert.Equal(
            (RejectReason.InsufficientMargin, 130),
            (_venue.Refused(closing).Reason, (int)_venue.Refused(closing).Shortfall.Units)
        );
        _venue.Do(closing with { Quantity = new(1) });
    }

    [Fact, Trait("Criterion", "PACC-025")]
    public void Leverage_means_nothing_under_a_scheme()
    {
        var user = Under(Schemes.Of(Schemes.TenPercent), 150);
        _venue.Trade(user, _venue.Maker(), 10, 100);
        _venue.Do(new SetLeverage(_venue.Now, user, Scenario.Perp, Leverage.Of(1)));
        Assert.Equal((150, 100), Margins(user));
    }

    [Fact, Trait("Criterion", "PACC-020")]
    public void Without_a_source_initial_margin_is_multiplied()
    {
        var venue = new Scenario(index: Scenario.ThreeSources with { NoSourceMarginMultiple = Rate.FromPercent(200) }).Price(100);
        venue.Do(new ListScheme(venue.Now, Schemes.Of(Schemes.TenPercent)));
        var user = venue.User(1000);
        venue.Do(new SetScheme(venue.Now, user, new(1)));
        venue.Trade(user, venue.Maker(), 10, 100);

        venue.Quote((0, 0, 0), (1, 0, 0), (2, 0, 0));

        var margin = venue.Engine.MarginOf(user);
        Assert.Equal((300, 100), (margin.InitialMargin.Units, margin.MaintenanceMargin.Units));
        Assert.Equal(300, venue.Engine.Explain(user).InitialMargin.Amount.Units);
    }

    [Fact, Trait("Criterion", "PACC-014")]
    public void A_lost_peg_makes_margin_dearer()
    {
        var usdc = _venue.List(Listings.EtherIndex with { Symbol = "USDC/USD" });
        var model = Schemes.TenPercent with { PegLoss = new(100, 0.01) };
        var user = Under(Schemes.Of(model) with { Peg = usdc }, 1000);
        _venue.Trade(user, _venue.Maker(), 10, 100);
        _venue.Prices((usdc, 100), (Scenario.BtcUsd, 100));
        Assert.Equal((150, 100), Margins(user));

        _venue.Prices((usdc, 50), (Scenario.BtcUsd, 100));

        Assert.Equal((200, 100), Margins(user));
    }

    [Fact, Trait("Criterion", "PACC-002")]
    public void A_scheme_that_cannot_be_carried_is_refused_with_its_field()
    {
        var scheme = Schemes.Of(Schemes.TenPercent);
        var refused = new (string Field, PortfolioScheme Scheme)[]
        {
            ("Symbol", scheme with { Symbol = "with space" }),
            ("Symbol", scheme with { Symbol = new('x', 33) }),
            ("Peg", scheme with { Peg = new(9) }),
            ("Collateral", scheme with { Collateral = [new(Scenario.Usd, null)] }),
            ("Collateral", scheme with { Collateral = [new(new(9), null)] }),
            ("Collateral", scheme with { Collateral = [new(Scenario.Btc, new(9))] }),
            ("Collateral", scheme with { Collateral = [new(Scenario.Btc, null), new(Scenario.Btc, null)] }),
            ("Collateral", scheme with { Collateral = [new(Scenario.Btc, null, 1.5)] }),
            ("Rule", scheme with { Rule = null! }),
            ("Rule", scheme with { Rule = new CombinedRule("none", RuleCombination.Sum, []) }),
            ("Rule", scheme with { Rule = Nested(5) }),
            ("Rule", scheme with { Rule = Law(0.4, null) }),
            ("Rule", scheme with { Rule = Law(0.99, 2) }),
            ("Rule", scheme with { Rule = Law(0.99, null) with { InitialFactor = -1 } }),
            ("Tables", Of(Schemes.TenPercent with { Tables = [] })),
            ("Tables", Of(Schemes.TenPercent with { Tables = [new("empty", [])] })),
            ("Tables", Of(Schemes.TenPercent with { Tables = [new("down", [new(0, VolatilityMove.None)])] })),
            ("Tables", Of(Schemes.TenPercent with { Tables = [new("skew", [new(1, VolatilityMove.SkewTurned)])] })),
            ("Scaling", Of(Schemes.TenPercent with { Tables = [new("far", [new(1.5, VolatilityMove.None)]) { Scaling = new(1, 1, 0) }] })),
            ("Volatility", Of(Schemes.TenPercent with { Volatility = new(-1, 0) })),
            ("InitialFactor", Of(Schemes.TenPercent with { InitialFactor = double.NaN })),
            ("Scheme.Rule.Model.InitialFactor", Of(Schemes.TenPercent with { InitialFactor = double.PositiveInfinity })),
        };
        foreach (var (field, unfit) in refused)
        {
            var result = _venue.Refused(new ListScheme(_venue.Now, unfit));
            Assert.Equal((RejectReason.ParametersInvalid, field), (result.Reason, result.Field));
        }

        _venue.Do(new ListScheme(_venue.Now, scheme with { Rule = Nested(4) }));

        static ParametricRule Law(double level, int? degrees) =>
            new("law", new(["BTC/USD"], [0.03], [], 1), RiskMeasure.ValueAtRisk, level, 0.9) { Degrees = degrees };
        static PortfolioScheme Of(Margin.Scenarios.PortfolioMarginModel model) => Schemes.Of(model);
        static PortfolioRule Nested(int depth) =>
            depth == 0
                ? new ScenarioRule("scenarios", Schemes.TenPercent)
                : new CombinedRule($"level {depth}", RuleCombination.Largest, [Nested(depth - 1)]);
    }

    [Fact, Trait("Criterion", "PACC-040")]
    public void The_liquidation_price_is_where_everything_on_the_underlying_takes_the_account_below_its_line()
    {
        var user = Under(Schemes.Of(Schemes.TenPercent), 200);
        _venue.Trade(user, _venue.Maker(), 10, 100);

        // 200 + 10 (p - 100) < p: below 800 / 9 = 88.9; whole dollars round down.
        Assert.Equal(88, _venue.Engine.LiquidationPriceOf(user, Scenario.Perp)!.Value.Units);
        _venue.Price(89);
        Assert.Equal(
            AccountCondition.Healthy,
            _venue.Condition(user) == AccountCondition.MarginCall ? AccountCondition.Healthy : _venue.Condition(user)
        );
        _venue.Price(88);
        Assert.Equal(AccountCondition.InLiquidation, _venue.Condition(user));
    }

    private AccountId Under(PortfolioScheme scheme, long dollars)
    {
        _venue.Do(new ListScheme(_venue.Now, scheme));
        var user = _venue.User(dollars);
        _venue.Do(new SetScheme(_venue.Now, user, scheme.Id));
        return user;
    }

    private (long Initial, long Maintenance) Margins(AccountId account)
    {
        var margin = _venue.Engine.MarginOf(account);
        return ((long)margin.InitialMargin.Units, (long)margin.MaintenanceMargin.Units);
    }

    /// <summary>The same as the leaves of the explanation add up to.</summary>
    private (long Initial, long Maintenance) Leaves(AccountId account)
    {
        var explanation = _venue.Engine.Explain(account);
        return (Sum(explanation.InitialMargin), Sum(explanation.MaintenanceMargin));

        static long Sum(Margin.ExplanationNode node) => node.Children.Count == 0 ? (long)node.Amount.Units : node.Children.Sum(Sum);
    }

    private WithdrawCollateral Withdraw(AccountId account, Int128 units) => new(_venue.Now, account, Scenario.Btc, new(units));
}
