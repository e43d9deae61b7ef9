using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Trading;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Trading;

/// <summary>What a spot order locks is held against margin as if it were withdrawn.</summary>
public sealed class SpotOrderTests
{
    private readonly Scenario _venue = new();
    private readonly InstrumentId _spot;

    public SpotOrderTests()
    {
        _venue.Price(100);
        _spot = _venue.List(Listings.Spot);
        _venue.Price(100);
    }

    [Fact, Trait("Criterion", "TRAD-016")]
    public void A_spot_buy_leaves_what_positions_need()
    {
        // Long 10 needs 100 of 300; two coins with their fee are 202.
        var user = _venue.LongTen(300);

        var refused = _venue.Refused(new PlaceOrder(_venue.Now, user, _spot, new(2), new(100), false, 0));
        Assert.Equal((RejectReason.InsufficientMargin, 2L), (refused.Reason, (long)refused.Shortfall.Units));

        _venue.Deposit(user, Scenario.Usd, 2);
        Assert.True(_venue.TryOrder(user, 2, 100, _spot).IsAccepted);
        Assert.Equal(0, (long)_venue.Engine.Withdrawable(user, Scenario.Usd).Units);
    }

    [Theory, Trait("Criterion", "TRAD-016")]
    [InlineData(100)]
    [InlineData(90)]
    public void However_it_fills_initial_margin_is_covered(long price)
    {
        var user = _venue.LongTen(302);
        var order = _venue.Order(user, 2, 100, _spot);
        var seller = _venue.Deposit(_venue.Maker(), Scenario.Btc, 200);

        for (var filled = 0; filled < 2; filled++)
        {
            _venue.Trade(user, seller, 1, price, _spot, order);
            Assert.True((long)_venue.Engine.FreeCollateralOf(user).Units >= 0);
        }

        Assert.Equal((0, 200), (_venue.Balance(user) - (302 - (2 * (price + 1))), _venue.Balance(user, Scenario.Btc)));
    }

    [Fact, Trait("Criterion", "TRAD-016")]
    public void A_spot_sell_leaves_what_positions_need()
    {
        // Three coins of 100 count 270 after the haircut, one 90: of two sold, one more coin would be needed for ten contracts.
        var user = _venue.Deposit(_venue.User(), Scenario.Btc, 300);
        _venue.Trade(user, _venue.Maker(), 10, 100);

        var refused = _venue.TryOrder(user, -2, 100, _spot);

        Assert.Equal((RejectReason.InsufficientMargin, 10L), (refused.Reason, (long)refused.Shortfall.Units));
        Assert.True(_venue.TryOrder(user, -1, 100, _spot).IsAccepted);
    }

    [Fact, Trait("Criterion", "TRAD-016")]
    public void Unrealised_profit_does_not_pay_for_spot()
    {
        // At 110 ten contracts have won 100 and need 110; without the profit 300 − 202 are 12 short, with it they would do.
        var user = _venue.LongTen(300);
        _venue.Price(110);

        var refused = _venue.TryOrder(user, 2, 100, _spot);

        Assert.Equal((RejectReason.InsufficientMargin, 12L), (refused.Reason, (long)refused.Shortfall.Units));
    }

    [Fact, Trait("Criterion", "TRAD-016")]
    public void An_amendment_that_locks_no_more_is_accepted_even_below_initial_margin()
    {
        // 302 − 101 are 201; at 85 ten contracts have lost 150 and need 85 of the 51 that are left.
        var user = _venue.LongTen(302);
        var order = _venue.Order(user, 1, 100, _spot);
        _venue.Price(85);
        Assert.True((long)_venue.Engine.FreeCollateralOf(user).Units < 0);

        Assert.Equal(RejectReason.InsufficientMargin, _venue.Try(new AmendOrder(_venue.Now, order, new(1), new(101))).Reason);
        Assert.True(_venue.Try(new AmendOrder(_venue.Now, order, new(1), new(100))).IsAccepted);
        Assert.True(_venue.Try(new AmendOrder(_venue.Now, order, new(1), new(60))).IsAccepted);
    }

    [Fact, Trait("Criterion", "TRAD-016")]
    public void A_market_maker_needs_only_the_balance()
    {
        var maker = _venue.Deposit(_venue.Maker(), Scenario.Usd, 202);
        _venue.Trade(_venue.User(1000), maker, 10, 100);

        Assert.True(_venue.TryOrder(maker, 2, 100, _spot).IsAccepted);
    }

    [Fact, Trait("Criterion", "TRAD-014")]
    public void A_spot_buy_locks_the_dearer_fee()
    {
        // A maker's 2 % on what rests, not the taker's 1 %: one at 100 takes 102.
        var dear = _venue.List(Listings.Spot with { Symbol = "DEAR", Fees = new(Rate.FromPercent(2), Rate.FromPercent(1), Rate.Zero) });
        _venue.Price(100);
        var user = _venue.User(101);

        Assert.Equal(1, (long)_venue.TryOrder(user, 1, 100, dear).Shortfall.Units);
        _venue.Deposit(user, Scenario.Usd, 1);
        var order = _venue.Order(user, 1, 100, dear);
        var seller = _venue.Deposit(_venue.Maker(), Scenario.Btc, 100);
        TradeLeg[] legs = [new(900, dear, new(-1), new(100), seller, default, user, order)];
        _venue.Do(new RecordTrades(_venue.Now, legs));
        Assert.Equal(0, _venue.Balance(user));
    }
}
