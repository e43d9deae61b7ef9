using Plimsoll.Collateral;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Collateral;

public sealed class CollateralTests
{
    private readonly Scenario _venue = new();

    [Fact, Trait("Criterion", "MARG-012")]
    public void A_deposit_beyond_the_venue_cap_is_refused_with_what_is_too_much()
    {
        _venue.Do(new ChangeAsset(_venue.Now, Scenario.Dollar with { VenueCap = new(1000) }, _venue.Now));
        var (first, second) = (_venue.User(600), _venue.User());

        var refused = _venue.Refused(new DepositCollateral(_venue.Now, second, Scenario.Usd, new(405)));
        Assert.Equal((RejectReason.VenueCapReached, 5L), (refused.Reason, (long)refused.Shortfall.Units));
        _venue.Deposit(second, Scenario.Usd, 400);

        // What leaves makes room again.
        Assert.Equal(RejectReason.VenueCapReached, _venue.Refused(new DepositCollateral(_venue.Now, second, Scenario.Usd, new(1))).Reason);
        _venue.Do(new WithdrawCollateral(_venue.Now, first, Scenario.Usd, new(1)));
        _venue.Deposit(second, Scenario.Usd, 1);
    }

    [Fact, Trait("Criterion", "MARG-012")]
    public void A_lower_cap_takes_nothing_from_what_already_counts()
    {
        _venue.Price(100);
        var user = _venue.User(600);

        _venue.Do(new ChangeAsset(_venue.Now, Scenario.Dollar with { VenueCap = new(1) }, _venue.Now));

        Assert.Equal(600, _venue.Equity(user));
    }

    [Fact, Trait("Criterion", "MARG-012")]
    public void The_insurance_fund_is_bound_by_the_largest_amount_only()
    {
        _venue.Do(new ChangeAsset(_venue.Now, Scenario.Dollar with { VenueCap = new(1) }, _venue.Now));

        _venue.Fund(1000);
        var refused = _venue.Refused(new FundInsurance(_venue.Now, Scenario.Usd, AssetLimits.MaxAmount));

        Assert.Equal((RejectReason.VenueCapReached, new Money(1000)), (refused.Reason, refused.Shortfall));
    }

    [Fact, Trait("Criterion", "MARG-009")]
    public void Collateral_of_the_parent_does_not_carry_an_isolated_position()
    {
        _venue.Price(100);
        var user = _venue.Deposit(_venue.User(100), Scenario.Btc, 100_000);
        var isolated = _venue.Isolate(user);

        _venue.Order(user, 10, 100);
        Assert.Equal((0, 100), (_venue.Balance(user), _venue.Balance(isolated)));

        // Coins do not move into it: only the settlement asset does.
        Assert.Equal((RejectReason.InsufficientMargin, 10L), Answer(_venue.TryOrder(user, 1, 100)));
    }

    [Fact, Trait("Criterion", "INST-007")]
    public void A_position_worth_too_much_at_the_highest_price_is_refused()
    {
        // Ten-thousandths of a dollar would overflow nothing: the limit is 10^15 contracts. With a large multiplier it is 10^27 of value at 10^9 dollars.
        var large = _venue.List(Scenario.Perpetual with { Symbol = "LARGE", Multiplier = 1_000_000_000 });
        _venue.Price(100);
        var (user, maker) = (_venue.User(), _venue.Maker());

        Assert.Equal(RejectReason.Overflow, _venue.TryOrder(user, 1_000_000_001, 100, large).Reason);
        Assert.Equal(RejectReason.InsufficientMargin, _venue.TryOrder(user, 1_000_000_000, 100, large).Reason);
        Assert.Equal(RejectReason.Overflow, TradeRefusal(user, maker, 1_000_000_001, large));
    }

    [Fact, Trait("Criterion", "INST-007")]
    public void A_trade_worth_too_much_at_its_own_price_is_refused()
    {
        var large = _venue.List(Scenario.Perpetual with { Symbol = "LARGE", Multiplier = 1_000_000_000 });
        _venue.Price(100);

        Assert.Equal(RejectReason.Overflow, TradeRefusal(_venue.User(), _venue.Maker(), 1_000_000_000, large, price: 1_000_000_001));
    }

    [Fact, Trait("Criterion", "INST-007")]
    public void The_position_counts_not_only_the_trade()
    {
        var large = _venue.List(Scenario.Perpetual with { Symbol = "LARGE", Multiplier = 1_000_000_000 });
        _venue.Price(100);
        var (buyer, seller) = (_venue.Maker(), _venue.Maker());
        _venue.Trade(buyer, seller, 600_000_000, 100, large);

        Assert.Equal(RejectReason.Overflow, TradeRefusal(buyer, seller, 500_000_000, large));
        _venue.Trade(buyer, seller, 400_000_000, 100, large);
    }

    [Fact, Trait("Criterion", "INST-007")]
    public void The_legs_of_one_trade_count_together()
    {
        var large = _venue.List(Scenario.Perpetual with { Symbol = "LARGE", Multiplier = 1_000_000_000 });
        _venue.Price(100);
        var (buyer, seller) = (_venue.Maker(), _venue.Maker());

        var legs = new[] { 1L, 2 }.Select(id => new Plimsoll.Engine.Trading.TradeLeg(
            id,
            large,
            new(600_000_000),
            new(100),
            buyer,
            default,
            seller,
            default
        ));
        var refused = _venue.Refused(new RecordTrades(_venue.Now, legs.ToArray()));

        Assert.Equal(RejectReason.Overflow, refused.Reason);
    }

    [Fact, Trait("Criterion", "INST-007")]
    public void A_bust_may_not_leave_a_position_that_is_too_large()
    {
        var large = _venue.List(Scenario.Perpetual with { Symbol = "LARGE", Multiplier = 1_000_000_000 });
        _venue.Price(100);
        var (buyer, seller) = (_venue.Maker(), _venue.Maker());
        var sale = _venue.Trade(buyer, seller, -600_000_000, 100, large);
        _venue.Trade(buyer, seller, 1_200_000_000 - 600_000_000, 100, large);
        _venue.Trade(buyer, seller, 600_000_000, 100, large);

        Assert.Equal(RejectReason.Overflow, _venue.Refused(new BustTrade(_venue.Now, sale)).Reason);
    }

    private RejectReason TradeRefusal(AccountId taker, AccountId maker, long quantity, InstrumentId instrument, long price = 100) =>
        _venue
            .Refused(
                new RecordTrades(
                    _venue.Now,
                    new Plimsoll.Engine.Trading.TradeLeg[]
                    {
                        new(999, instrument, new(quantity), new(price), taker, default, maker, default),
                    }
                )
            )
            .Reason;

    private static (RejectReason Reason, long Shortfall) Answer(CommandResult result) => (result.Reason, (long)result.Shortfall.Units);
}
