using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Engine.Tests.AutoDeleveraging;

public sealed class DeleveragingTests
{
    private readonly Scenario _venue = new();

    [Fact, Trait("Criterion", "ADLS-001")]
    public void The_queue_is_by_profit_rate_times_leverage()
    {
        // At 80: "low" is short 10 from 100 (profit 200 = 20 %) with NLV 400: 2x. "high" is short 10 from 89 (profit 90 = 10.1 %) with NLV 146: 5.5x.
        _venue.Price(100);
        var maker = _venue.Maker();
        var low = Short(10, 100, dollars: 200, maker);
        var bankrupt = _venue.LongTen(195, maker);
        var high = Short(10, 89, dollars: 146 - 90, maker, markFirst: 89);

        _venue.Price(80);

        Assert.Equal([high], _venue.Latest<PositionDeleveraged>().Select(closed => closed.Winner));
        Assert.Equal((0, -10), (_venue.Position(high), _venue.Position(low)));
        Assert.Equal(0, _venue.Position(bankrupt));

        // 90 ÷ 890 = 0.101123595, 800 ÷ 146 = 5.479452054, both in billionths and rounded down.
        Assert.Equal((Int128)101_123_595 * 5_479_452_054, _venue.Latest<PositionDeleveraged>()[0].Score);
    }

    [Fact, Trait("Criterion", "ADLS-001")]
    public void Equal_scores_go_in_order_of_account_and_losers_come_last()
    {
        // Two equal winners of 4 each and a maker who sold lower than the mark: all three are needed to close ten.
        _venue.Price(100);
        var loser = _venue.Maker();
        var buyer = _venue.User(10_000);
        var first = Short(4, 100, 100, buyer);
        var second = Short(4, 100, 100, buyer);
        var bankrupt = _venue.User(150);
        _venue.Trade(bankrupt, buyer, 10, 100);
        _venue.Trade(buyer, loser, 20, 70);

        _venue.Price(80);

        Assert.Equal(
            [(first, 4L), (second, 4L), (loser, 2L)],
            _venue.Latest<PositionDeleveraged>().Select(closed => (closed.Winner, closed.Quantity.Units))
        );
        Assert.Equal(0, _venue.Latest<PositionDeleveraged>()[2].Score);
    }

    [Fact, Trait("Criterion", "ADLS-002")]
    public void Cash_is_exact_and_zero_sum()
    {
        // NLV −50 without a fund: the winner closes 10 at the mark of 80 (profit 200) and gives up 50.
        _venue.Price(100);
        var winner = _venue.User(1000);
        var bankrupt = _venue.User(150);
        _venue.Trade(bankrupt, winner, 10, 100);

        _venue.Price(80);

        Assert.Equal((1000 + 200 - 50, 0), (_venue.Balance(winner), _venue.Balance(bankrupt)));
        Assert.Equal(0, _venue.Imbalance(Scenario.Usd));
        Assert.Equal(0, _venue.Balance(AccountId.Clearing));
    }

    [Fact, Trait("Criterion", "ADLS-002")]
    public void A_winner_gives_up_no_more_than_its_profit_on_the_closed_part()
    {
        // The winner sold at 82: 20 of profit at 80. The deficit is 50; the other 30 are for everybody.
        _venue.Price(100);
        var maker = _venue.Maker();
        var bankrupt = _venue.User(150);
        _venue.Trade(bankrupt, maker, 10, 100);
        var winner = _venue.User(1000);
        _venue.Trade(maker, winner, 10, 82);

        _venue.Price(80);

        var charged = Assert.Single(_venue.Latest<DeleveragingCharged>());
        Assert.Equal((winner, 20L), (charged.Winner, (long)charged.Amount.Units));
        Assert.Equal(30, _venue.Latest<LossSocialised>().Sum(shared => (long)shared.Amount.Units));
        Assert.Equal(20, (long)_venue.Latest<PositionDeleveraged>()[0].GiveUpLimit.Units);
    }

    [Fact, Trait("Criterion", "ADLS-002")]
    public void Winners_give_up_in_the_order_they_were_closed()
    {
        // Ten are closed against two winners with 6 and 4 lots; 50 is within the first one's profit of 120.
        _venue.Price(100);
        var buyer = _venue.User(150);
        var (first, second) = (_venue.User(600), _venue.User(600));
        _venue.Trade(buyer, first, 6, 100);
        _venue.Trade(buyer, second, 4, 100);

        _venue.Price(80);

        Assert.Equal([first, second], _venue.Latest<PositionDeleveraged>().Select(closed => closed.Winner));
        Assert.Equal(
            (first, 50L),
            (_venue.Latest<DeleveragingCharged>()[0].Winner, (long)_venue.Latest<DeleveragingCharged>()[0].Amount.Units)
        );
        Assert.Equal((670, 680), (_venue.Balance(first), _venue.Balance(second)));
    }

    [Fact, Trait("Criterion", "ADLS-002")]
    public void A_deleveraged_account_in_liquidation_has_its_own_order_recalled()
    {
        // Both sides are in trouble: the short's profit here does not make up for its loss on ether.
        var index = _venue.List(Listings.EtherIndex);
        var ether = _venue.List(Listings.LinearOn(index));
        _venue.Price(100).Price(100, index);
        var maker = _venue.Maker();
        var shortSeller = _venue.User(605);
        var buyer = _venue.User(210);
        _venue.Trade(buyer, shortSeller, 10, 100);
        _venue.Trade(shortSeller, maker, 9, 100, ether);
        _venue.Prices((Scenario.BtcUsd, 100), (index, 38));
        var order = _venue.LiquidationOrder()!.Value;
        Assert.Equal((shortSeller, Scenario.Perp), (order.Account, order.Instrument));

        // The buyer has nothing left. The short gains 210 and loses 252 on ether: 5 are left, too few to be restored (6).
        _venue.Prices((Scenario.BtcUsd, 79), (index, 10));

        Assert.Contains(_venue.Latest<LiquidationOrderRecalled>(), recalled => recalled.Order == order.Order);
        Assert.Equal(0, _venue.Position(shortSeller));
    }

    private AccountId Short(long quantity, long price, long dollars, AccountId buyer, long? markFirst = null)
    {
        if (markFirst is { } mark)
        {
            _venue.Price(mark);
        }

        var account = _venue.User(dollars);
        _venue.Trade(account, buyer, -quantity, price);
        return account;
    }
}
