using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Portfolios;

public sealed class PortfolioLiquidationTests
{
    private static readonly Duration Year = Duration.FromHours(365 * 24);
    private readonly Scenario _venue = new Scenario(index: Scenario.ThreeSources with { StaleAfter = Duration.FromHours(24) }).Price(100);

    [Fact, Trait("Criterion", "PACC-031")]
    public void What_closes_is_the_least_of_the_leg_that_is_one_too_many()
    {
        // Long 100, short 60 of the next expiry: a fall of ten per cent takes 400 of 600, and 360 are needed.
        var (user, maker, future) = Spread(Schemes.TenPercent, 600, 100, -60);
        _venue.Price(90);

        // 600 - 400 = 200 are left and 40 · 9 needed: closing n costs 1 % of 90 n and leaves (40 - n) · 9, of which there shall be 110 %.
        var order = _venue.LiquidationOrder()!.Value;
        Assert.Equal((Scenario.Perp, -22), (order.Instrument, order.Quantity.Units));
        _venue.FillLiquidation(user, maker, -22, 90);
        Assert.Equal((78, -60, AccountCondition.Healthy), (_venue.Position(user), _venue.Position(user, future), Healthy(user)));
    }

    [Fact, Trait("Criterion", "PACC-030")]
    public void The_limit_is_the_bankruptcy_price_by_the_position_s_own_share()
    {
        var (user, _, _) = Spread(Schemes.TenPercent, 600, 100, -60);
        _venue.Price(90);

        // Alone the long needs 900 and the short 540, so the long may lose 200 · 900 / 1440 = 125 on 100: 88.75, on the tick 89.
        Assert.Equal(89, _venue.LiquidationOrder()!.Value.LimitPrice.Units);
        Assert.Equal(89, _venue.Engine.BankruptcyPriceOf(user, Scenario.Perp)!.Value.Units);
    }

    [Fact, Trait("Criterion", "PACC-033"), Trait("Criterion", "PACC-034")]
    public void Legs_that_hedge_each_other_are_closed_in_turns()
    {
        // Fully hedged, but what hedges between expiries costs 2 %: 200 of a hundred on both sides.
        var (user, maker, future) = Spread(Schemes.WithHedgeCharge, 300, 100, -100);
        Assert.Equal(300, _venue.Engine.MarginOf(user).InitialMargin.Units);
        Dear(6);

        var (most, orders) = (0L, 0);
        while (_venue.Condition(user) == AccountCondition.InLiquidation)
        {
            var order = _venue.LiquidationOrder()!.Value;
            _venue.Trade(user, maker, order.Quantity.Units, 100, order.Instrument, order.Order);
            most = Math.Max(most, Math.Abs(_venue.Position(user) + _venue.Position(user, future)));
            orders++;
        }

        Assert.InRange(most, 1, 14);
        Assert.InRange(orders, 2, 40);
        Assert.True(_venue.Position(user) > 0 && _venue.Position(user, future) < 0, "something is kept");
    }

    [Fact, Trait("Criterion", "PACC-032")]
    public void Where_no_single_leg_is_enough_the_one_that_brings_nearest_goes_first()
    {
        var ether = _venue.List(Listings.EtherIndex);
        var other = _venue.List(Listings.LinearOn(ether));
        _venue.Prices((Scenario.BtcUsd, 100), (ether, 100));
        var user = Under(Schemes.Of(Schemes.TenPercent), 2_000);
        _venue.Trade(user, _venue.Maker(), 60, 100);
        _venue.Trade(user, _venue.Maker(), 60, 100, other);

        // 260 are left of 2,000, and 570 + 456 needed: without the first 456 are, without the second 570, so both have to go in part.
        _venue.Prices((Scenario.BtcUsd, 95), (ether, 76));

        var order = _venue.LiquidationOrder()!.Value;
        Assert.Equal((Scenario.Perp, -60), (order.Instrument, order.Quantity.Units));
    }

    [Fact, Trait("Criterion", "PACC-030")]
    public void A_bankrupt_account_is_taken_over_in_shares_and_owes_nothing()
    {
        var (user, _, future) = Spread(Schemes.TenPercent, 600, 100, -60);
        _venue.Fund(10_000);

        _venue.Price(80);

        Assert.Equal((0, 0, 0), (_venue.Position(user), _venue.Position(user, future), _venue.Balance(user)));
        Assert.Equal((100, -60), (_venue.Position(_venue.DollarFund), _venue.Position(_venue.DollarFund, future)));
        Assert.Equal(10_000 - 200, _venue.Equity(_venue.DollarFund));
        Assert.Equal(0, _venue.Imbalance(Scenario.Usd));
    }

    [Fact, Trait("Criterion", "PACC-024")]
    public void A_surface_alone_may_take_an_account_below_its_line()
    {
        var call = _venue.List(Listings.Option(Pricing.OptionType.Call, 120, _venue.Now + Year));
        _venue.Surface(_venue.Flat(_venue.Now + Year, 0.2, 100));
        var user = Under(Schemes.Of(Schemes.TenPercent), 5_000);
        _venue.Trade(user, _venue.Maker(), -200, 300, call);
        Assert.NotEqual(AccountCondition.InLiquidation, _venue.Condition(user));

        _venue.Surface(_venue.Flat(_venue.Now + Year, 0.5, 100));

        Assert.Equal(AccountCondition.InLiquidation, _venue.Condition(user));
        Assert.Equal(EventKind.LiquidationOrderPlaced, _venue.LatestKinds[^1]);
    }

    private (AccountId User, AccountId Maker, InstrumentId Future) Spread(PortfolioMarginModel model, long dollars, long near, long far)
    {
        var future = _venue.List(Listings.DatedFuture(_venue.Now + Year));
        _venue.Price(100);
        var (user, maker) = (Under(Schemes.Of(model), 100_000), _venue.Maker());
        _venue.Trade(user, maker, near, 100);
        _venue.Trade(user, maker, far, 100, future);
        _venue.Do(new WithdrawCollateral(_venue.Now, user, Scenario.Usd, new(100_000 - dollars)));
        return (user, maker, future);
    }

    /// <summary>The scheme asks for so many times as much to keep.</summary>
    private void Dear(double factor)
    {
        var scheme = Schemes.Of(Schemes.WithHedgeCharge with { MaintenanceFactor = factor });
        _venue.Do(new ChangeScheme(_venue.Now, scheme, _venue.Now));
    }

    private AccountId Under(PortfolioScheme scheme, long dollars)
    {
        _venue.Do(new ListScheme(_venue.Now, scheme));
        var user = _venue.User(dollars);
        _venue.Do(new SetScheme(_venue.Now, user, scheme.Id));
        return user;
    }

    private AccountCondition Healthy(AccountId account) =>
        _venue.Condition(account) == AccountCondition.MarginCall ? AccountCondition.Healthy : _venue.Condition(account);
}
