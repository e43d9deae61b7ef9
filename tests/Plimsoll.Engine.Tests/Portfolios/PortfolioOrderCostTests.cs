using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Marking;
using Plimsoll.Engine.Trading;
using Plimsoll.Margin.Scenarios.Charges;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Portfolios;

/// <summary>What an order costs before it is placed, and orders that take risk away.</summary>
public sealed class PortfolioOrderCostTests
{
    private readonly Scenario _venue = new Scenario(index: Scenario.ThreeSources with { StaleAfter = Duration.FromHours(24) }).Price(100);
    private readonly InstrumentId _future;

    public PortfolioOrderCostTests()
    {
        _future = _venue.List(Listings.DatedFuture(_venue.Now + Duration.FromHours(365 * 24)));
        _venue.Price(100);
        _venue.Do(new ListScheme(_venue.Now, Schemes.Of(Schemes.WithHedgeCharge)));
    }

    [Fact, Trait("Criterion", "PACC-028")]
    public void A_hedge_is_accepted_however_little_is_free()
    {
        // Ten long need 150. With the hedge open, the fall is still there and the hedge's own 2 % of ten besides, at one and a half times: 180.
        var user = Long(10, dollars: 150);
        var cost = Sell(user, 10);
        Assert.Equal((150, 180, 30), Figures(cost));
        Assert.Equal(30, cost.Incremental!.Value.Units);
        Assert.True(cost.Answer.IsAccepted);

        _venue.Do(new PlaceOrder(_venue.Now, user, _future, new(-10), new(100), false, 1));
        Assert.Equal(180, _venue.Engine.MarginOf(user).InitialMargin.Units);

        // Another ten would turn the account around: filled, all of them, it would be ten short.
        var second = Sell(user, 10);
        Assert.Equal((RejectReason.InsufficientMargin, true), (second.Answer.Reason, second.Answer.Shortfall.IsPositive));
        Assert.Equal(second.Answer.Reason, _venue.Refused(new PlaceOrder(_venue.Now, user, _future, new(-11), new(100), false, 2)).Reason);
    }

    [Fact, Trait("Criterion", "PACC-028")]
    public void Below_initial_margin_what_needs_less_than_now_is_accepted()
    {
        // 100 are there of the 150 needed: with three sold it would be 105 and 9, still more than there is.
        var user = Long(10, dollars: 100);

        Assert.Equal((150, 159, 114), Figures(Sell(user, 3)));
        Assert.True(Sell(user, 3).Answer.IsAccepted);
        Assert.Equal(RejectReason.InsufficientMargin, _venue.Engine.CostOf(user, _future, new(1), new(100)).Answer.Reason);
    }

    [Fact, Trait("Criterion", "PACC-028")]
    public void A_limit_through_the_mark_is_a_loss_that_counts()
    {
        var user = Long(10, dollars: 150);

        // 30 once filled, and 13 lost on each of nine: 117 + … is no more than 150; a dollar more on each is.
        Assert.True(_venue.Engine.CostOf(user, _future, new(-9), new(88)).Answer.IsAccepted);
        Assert.Equal(RejectReason.InsufficientMargin, _venue.Engine.CostOf(user, _future, new(-9), new(84)).Answer.Reason);
    }

    [Fact, Trait("Criterion", "PACC-028")]
    public void The_cost_of_what_cannot_be_placed_is_told_as_far_as_it_goes()
    {
        var user = Long(10, dollars: 150);

        Assert.Equal(RejectReason.QuantityInvalid, _venue.Engine.CostOf(user, _future, Quantity.Zero, new(100)).Answer.Reason);
        Assert.Null(_venue.Engine.CostOf(user, _future, Quantity.Zero, new(100)).Open);
        Assert.Throws<UnknownIdException>(() => _venue.Engine.CostOf(user, new(99), new(1), new(100)));
        var more = _venue.Engine.CostOf(user, Scenario.Perp, new(1), new(100));
        Assert.Equal((RejectReason.InsufficientMargin, 165L), (more.Answer.Reason, (long)more.Open!.Value.Units));
        Assert.Equal(150, _venue.Engine.MarginOf(user).InitialMargin.Units);
    }

    [Fact, Trait("Criterion", "PACC-015")]
    public void A_price_of_fewer_sources_is_believed_less()
    {
        var unsure = new ConfidenceCharge("unsure", ChargeStage.Plain, ChargeLevels.Both, Threshold: 0.8, Factor: 0.6);
        _venue.Do(
            new ChangeScheme(_venue.Now, Schemes.Of(Schemes.TenPercent with { Charges = [unsure] }) with { Id = new(1) }, _venue.Now)
        );
        var user = Long(10, dollars: 1_000);
        Assert.Equal(100, _venue.Engine.MarginOf(user).MaintenanceMargin.Units);

        // The third is quoted crossed: two of three are live, and a third of 60 % of a thousand is asked besides.
        IndexQuote[] quotes =
        [
            new(Scenario.BtcUsd, 0, new(100), new(100)),
            new(Scenario.BtcUsd, 1, new(100), new(100)),
            new(Scenario.BtcUsd, 2, new(101), new(99)),
        ];
        _venue.Do(new SubmitQuotes(_venue.Now, quotes, default));

        Assert.Equal(300, _venue.Engine.MarginOf(user).MaintenanceMargin.Units);
    }

    [Fact, Trait("Criterion", "PACC-016")]
    public void A_hedge_between_coins_is_charged_by_the_price_of_the_coin()
    {
        // What is hedged between bitcoin and money: nothing at a coin's price of one or more, else … the coin is at 100, so one in the other is 0.01.
        var apart = new DepegCharge("apart", ChargeStage.Plain, ChargeLevels.Both, Flat(0))
        {
            Pairs = [new("BTC", "")],
            OffPeg = [new(0.5, Flat(0.1))],
        };
        _venue.Do(new ChangeScheme(_venue.Now, Schemes.Of(Schemes.TenPercent with { Charges = [apart] }), _venue.Now));
        var quanto = _venue.List(Listings.QuantoOn(Scenario.BtcUsd));
        _venue.Price(100);
        var user = Long(10, dollars: 10_000);
        _venue.Trade(user, _venue.Maker(), -10, 100, quanto);

        // One contract gains 0.01 bitcoin a point: ten are ten bitcoins' worth short, and hedge the ten long. Nothing is at risk but the coin: 10 % of a thousand.
        Assert.Equal(100, _venue.Engine.MarginOf(user).MaintenanceMargin.Units);
        var rising = Schemes.Of(Schemes.TenPercent with { Charges = [apart with { OffPeg = [new(0.5, Flat(0.1)), new(0.9, Flat(0.2))] }] });
        var refused = _venue.Refused(new ChangeScheme(_venue.Now, rising, _venue.Now));
        Assert.Equal((RejectReason.ParametersInvalid, "Charges"), (refused.Reason, refused.Field));
    }

    private static AmountLadder Flat(double rate) => new([(double.PositiveInfinity, rate)], true);

    private AccountId Long(long contracts, long dollars)
    {
        var user = _venue.User(dollars);
        _venue.Do(new SetScheme(_venue.Now, user, new(1)));
        _venue.Trade(user, _venue.Maker(), contracts, 100);
        return user;
    }

    private OrderCost Sell(AccountId user, long contracts) => _venue.Engine.CostOf(user, _future, new(-contracts), new(100));

    private static (long Now, long Open, long Filled) Figures(OrderCost cost) =>
        ((long)cost.InitialMargin.Units, (long)cost.Open!.Value.Units, (long)cost.Filled!.Value.Units);
}
