using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Refusals;

/// <summary>The order of checks is part of the contract: one order with every fault, mended one by one, is refused for each in turn.</summary>
public sealed class OrderOfChecksTests
{
    [Fact, Trait("Criterion", "REFU-002"), Trait("Criterion", "TRAD-010")]
    public void An_order_is_refused_for_the_first_fault()
    {
        var venue = new Scenario(perp: Scenario.Perpetual with { LotSize = new(2), TickSize = new(2) });
        venue.Price(100);
        var user = venue.User(20);
        var future = venue.List(Listings.DatedFuture(venue.Now + Duration.FromMinutes(1)) with { LotSize = new(2), TickSize = new(2) });
        venue.Price(100);
        venue.Order(user, 2, 2, Scenario.Perp, clientOrderId: 1);

        // Everything is wrong with it at first.
        venue.Do(new SetAccountStatus(venue.Now, user, AccountStatus.Frozen));
        venue.Do(new PauseVenue(venue.Now));
        venue.Do(new HaltInstrument(venue.Now, future));
        venue.Wait(Duration.FromMinutes(2)).Quote((0, 0, 0), (1, 0, 0), (2, 0, 0));
        var order = new PlaceOrder(venue.Now, new(999), new(99), new(1), new(1), false, 1);

        Refused(RejectReason.UnknownAccount);
        order = order with { Account = AccountId.Fees };
        Refused(RejectReason.AccountKindNotAllowed);
        order = order with { Account = user };
        Refused(RejectReason.UnknownInstrument);
        order = order with { Instrument = future };
        Refused(RejectReason.VenuePaused);
        venue.Do(new ResumeVenue(venue.Now));
        Refused(RejectReason.AccountFrozen);
        venue.Do(new SetAccountStatus(venue.Now, user, AccountStatus.ReduceOnly));
        Refused(RejectReason.InstrumentNotTrading);
        venue.Do(new ResumeInstrument(venue.Now, future));
        Refused(RejectReason.PastExpiry);
        order = order with { Instrument = Scenario.Perp };
        Refused(RejectReason.QuantityInvalid);
        order = order with { Quantity = new(2) };
        Refused(RejectReason.PriceInvalid);
        order = order with { LimitPrice = new(100) };
        Refused(RejectReason.ClientOrderIdInUse);
        order = order with { ClientOrderId = 0 };
        Refused(RejectReason.AccountReduceOnly);
        venue.Do(new SetAccountStatus(venue.Now, user, AccountStatus.Active));
        Refused(RejectReason.NoSourceLeft);
        Refused(RejectReason.WouldIncrease, order with { IsReduceOnly = true });
        venue.Price(100);
        Refused(RejectReason.InsufficientMargin);
        venue.Deposit(user, Scenario.Usd, 100);
        Assert.True(venue.Try(order).IsAccepted);

        void Refused(RejectReason reason, PlaceOrder? other = null) => Assert.Equal(reason, venue.Refused(other ?? order).Reason);
    }

    [Fact, Trait("Criterion", "REFU-002")]
    public void Liquidation_is_looked_at_before_the_instrument_and_too_many_orders_before_the_mark()
    {
        var venue = new Scenario();
        venue.Price(100);
        var user = venue.LongTen(145);
        var unpriced = venue.List(Listings.LinearOn(venue.List(Listings.EtherIndex)));
        var rich = venue.User(100_000);
        for (var i = 0; i < 200; i++)
        {
            venue.Order(rich, 1, 50);
        }

        Assert.Equal(RejectReason.TooManyOrders, venue.TryOrder(rich, 1, 50, unpriced).Reason);
        Assert.Equal(RejectReason.NoMarkPrice, venue.TryOrder(venue.User(1), 1, 50, unpriced).Reason);
        venue.Price(89).Do(new HaltInstrument(venue.Now, Scenario.Perp));
        Assert.Equal(RejectReason.AccountInLiquidation, venue.TryOrder(user, 0, 0).Reason);
    }

    [Fact, Trait("Criterion", "REFU-002")]
    public void A_transfer_is_refused_for_the_first_fault()
    {
        var venue = new Scenario();
        venue.Price(100);
        var (user, stranger) = (venue.User(100), venue.User(0, owner: 2));
        venue.Do(new SetAccountStatus(venue.Now, user, AccountStatus.Frozen)).Do(new PauseVenue(venue.Now));
        var transfer = new TransferCollateral(venue.Now, new(999), new(999), new(9), default);

        Refused(RejectReason.UnknownAccount, nameof(transfer.From));
        transfer = transfer with { From = user };
        Refused(RejectReason.UnknownAccount, nameof(transfer.To));
        transfer = transfer with { To = stranger };
        Refused(RejectReason.AccountFrozen, "Account");
        venue.Do(new SetAccountStatus(venue.Now, user, AccountStatus.Active));
        Refused(RejectReason.OwnersDiffer, nameof(transfer.To));
        transfer = transfer with { To = user };
        Refused(RejectReason.SameAccount, nameof(transfer.To));
        transfer = transfer with { To = venue.User() };
        Refused(RejectReason.UnknownAsset, nameof(transfer.Asset));
        transfer = transfer with { Asset = Scenario.Usd };
        Refused(RejectReason.AmountNotPositive, nameof(transfer.Amount));
        transfer = transfer with { Amount = new(101) };
        Refused(RejectReason.VenuePaused, null);
        venue.Do(new ResumeVenue(venue.Now));
        Refused(RejectReason.InsufficientWithdrawable, nameof(transfer.Amount));

        void Refused(RejectReason reason, string? field)
        {
            var result = venue.Refused(transfer);
            Assert.Equal((reason, field), (result.Reason, result.Field));
        }
    }
}
