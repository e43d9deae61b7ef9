using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Trading;
using Plimsoll.Marking;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Settlement;

public sealed class ExpiryTests
{
    private static readonly IndexParameters Patient = Scenario.ThreeSources with { StaleAfter = Duration.FromHours(24) };

    private readonly Scenario _venue = new(index: Patient);

    [Fact, Trait("Criterion", "FUND-010")]
    public void The_delivery_price_is_the_time_weighted_index_over_the_window()
    {
        // The window is the last 30 minutes: 100 for ten of them, 130 for twenty.
        var (future, buyer, seller) = Listed(Duration.FromMinutes(60));
        _venue.Wait(Duration.FromMinutes(40)).Price(130);
        _venue.Wait(Duration.FromMinutes(25)).Price(500);

        _venue.Do(new ExpireInstrument(_venue.Now, future));

        Assert.Equal(120, Assert.Single(_venue.Latest<InstrumentClosed>()).SettlementPrice.Units);
        Assert.Equal((5000 + 200, 5000 - 200), (_venue.Balance(buyer), _venue.Balance(seller)));
    }

    [Fact, Trait("Criterion", "FUND-010")]
    public void The_average_is_rounded_down()
    {
        // 100 for 20 minutes, 101 for 10: 100.33…
        var (future, _, _) = Listed(Duration.FromMinutes(60));
        _venue.Wait(Duration.FromMinutes(50)).Price(101).Advance(Duration.FromMinutes(10));

        _venue.Do(new ExpireInstrument(_venue.Now, future));

        Assert.Equal(100, Assert.Single(_venue.Latest<InstrumentClosed>()).SettlementPrice.Units);
    }

    [Fact, Trait("Criterion", "FUND-011")]
    public void After_settlement_nothing_is_left_of_it()
    {
        var (future, buyer, seller) = Listed(Duration.FromMinutes(30));
        _venue.Trade(buyer, seller, -3, 107, future);
        var order = _venue.Order(buyer, 1, 90, future);
        _venue.Advance(Duration.FromMinutes(30));
        Assert.Equal(RejectReason.PastExpiry, _venue.TryOrder(buyer, 1, 90, future).Reason);

        _venue.Do(new ExpireInstrument(_venue.Now, future));

        Assert.Equal((0, 0), (_venue.Position(buyer, future), _venue.Position(seller, future)));
        Assert.Equal((0, 0), (_venue.Cost(buyer, future), _venue.Cost(seller, future)));
        Assert.Equal((0, 0), (_venue.Balance(AccountId.Clearing), _venue.Imbalance(Scenario.Usd)));
        Assert.Equal(
            (order, OrderCloseReason.InstrumentClosed),
            (_venue.Latest<OrderClosed>()[0].Order, _venue.Latest<OrderClosed>()[0].Reason)
        );
        Assert.Equal(RejectReason.InstrumentNotTrading, _venue.TryOrder(buyer, 1, 90, future).Reason);
    }

    [Fact, Trait("Criterion", "FUND-011")]
    public void Delisting_an_inverse_books_the_remainder()
    {
        // Three accounts long 1, 2 and 4 contracts at 97: −103.09, −206.18, −412.37 rounded down, and the short of 7 worth 721.64 rounded down to 721.
        _venue.Price(97);
        var inverse = _venue.List(Listings.Inverse);
        _venue.Price(97);
        var seller = _venue.Deposit(_venue.Maker(), Scenario.Btc, 10_000);
        var longs = new[] { 1L, 2, 4 }
            .Select(quantity =>
            {
                var user = _venue.Deposit(_venue.User(), Scenario.Btc, 10_000);
                _venue.Trade(user, seller, quantity, 97, inverse);
                return user;
            })
            .ToArray();

        _venue.Do(new DelistInstrument(_venue.Now, inverse));

        // They were bought for −103, −206, −412 (rounded up), so each long loses one unit; the maker sold for 721 and gets 721.
        Assert.Equal([9_999L, 9_999, 9_999], longs.Select(user => _venue.Balance(user, Scenario.Btc)));
        Assert.Equal(10_000, _venue.Balance(seller, Scenario.Btc));
        Assert.Equal((3, 0), (_venue.Balance(AccountId.Rounding, Scenario.Btc), _venue.Balance(AccountId.Clearing, Scenario.Btc)));
        Assert.Equal(0, _venue.Imbalance(Scenario.Btc));
    }

    [Fact, Trait("Criterion", "FUND-011")]
    public void Delisting_settles_at_the_mark_and_ends_liquidations_in_it()
    {
        _venue.Price(100);
        var maker = _venue.Maker();
        var user = _venue.LongTen(145, maker);
        _venue.Price(89);
        var order = _venue.LatestLiquidationOrder;

        _venue.Do(new DelistInstrument(_venue.Now, Scenario.Perp));

        Assert.Null(_venue.Engine.OrderOf(order));
        Assert.Equal((0, 35, AccountCondition.Healthy), (_venue.Position(user), _venue.Balance(user), _venue.Condition(user)));
        Assert.Equal(110, _venue.Balance(maker));
    }

    [Fact, Trait("Criterion", "FUND-011")]
    public void Delisting_spot_only_closes_its_orders()
    {
        _venue.Price(100);
        var spot = _venue.List(Listings.Spot);
        _venue.Price(100);
        var user = _venue.User(500);
        _venue.Order(user, 2, 100, spot);

        _venue.Do(new DelistInstrument(_venue.Now, spot));

        Assert.Single(_venue.Latest<OrderClosed>());
        Assert.Empty(_venue.Latest<MoneyPosted>());
        Assert.Equal(500, (long)_venue.Engine.Withdrawable(user, Scenario.Usd).Units);
    }

    [Fact, Trait("Criterion", "FUND-011")]
    public void A_quanto_is_settled_in_its_third_asset()
    {
        // Two contracts of 0.01 coin a point, from 3,000 to 3,010: 2 · 0.01 · 10 = 0.20 coins.
        var index = _venue.List(Listings.EtherIndex);
        var quanto = _venue.List(Listings.QuantoOn(index));
        _venue.Price(100).Price(3000, index);
        var (buyer, seller) = (_venue.Deposit(_venue.User(), Scenario.Btc, 10_000), _venue.Deposit(_venue.User(), Scenario.Btc, 10_000));
        _venue.Trade(buyer, seller, 2, 3000, quanto);
        _venue.Price(3010, index);

        _venue.Do(new DelistInstrument(_venue.Now, quanto));

        Assert.Equal((10_020, 9_980), (_venue.Balance(buyer, Scenario.Btc), _venue.Balance(seller, Scenario.Btc)));
    }

    private (InstrumentId Future, AccountId Buyer, AccountId Seller) Listed(Duration life)
    {
        _venue.Price(100);
        var future = _venue.List(Listings.DatedFuture(_venue.Now + life));
        _venue.Price(100);
        var (buyer, seller) = (_venue.User(5000), _venue.User(5000));
        _venue.Trade(buyer, seller, 10, 100, future);
        return (future, buyer, seller);
    }
}
