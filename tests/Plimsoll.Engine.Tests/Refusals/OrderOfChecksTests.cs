using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Marking;
using Plimsoll.Engine.Trading;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Refusals;

/// <summary>The order of checks is part of the contract: one order with every fault, mended one by one, is refused for each in turn.</summary>
public sealed class OrderOfChecksTests
{
    [Fact, Trait("Criterion", "REFU-005"), Trait("Criterion", "TRAD-010")]
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

    [Fact, Trait("Criterion", "REFU-005")]
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

    [Fact, Trait("Criterion", "REFU-005"), Trait("Criterion", "TRAD-020")]
    public void A_trade_is_refused_for_the_first_fault()
    {
        var venue = new Scenario(perp: Scenario.Perpetual with { LotSize = new(2), TickSize = new(2) });
        var unpriced = venue.List(Listings.LinearOn(venue.List(Listings.EtherIndex)));
        venue.Price(100);
        var (user, maker) = (venue.User(1000), venue.Maker());
        var closed = venue.List(Scenario.Perpetual with { Symbol = "CLOSED" });
        venue.Price(100).Do(new DelistInstrument(venue.Now, closed));
        venue.Trade(user, maker, 2, 100);
        var leg = new TradeLeg(1, new(99), new(1), new(1), new(999), OrderId.None, AccountId.Fees, OrderId.None);

        Refused(RejectReason.TradeIdInvalid);
        leg = leg with { TradeId = 50 };
        Refused(RejectReason.UnknownInstrument);
        leg = leg with { Instrument = closed };
        Refused(RejectReason.InstrumentClosed);
        leg = leg with { Instrument = unpriced };
        Refused(RejectReason.NoMarkPrice);
        leg = leg with { Instrument = Scenario.Perp };
        Refused(RejectReason.UnknownAccount);
        leg = leg with { Taker = user };
        Refused(RejectReason.QuantityInvalid);
        leg = leg with { Quantity = new(Quantity.MaxUnits) };
        Refused(RejectReason.PriceInvalid);
        leg = leg with { Price = new(100) };
        Refused(RejectReason.TradeHasOneSide);
        leg = leg with { Maker = maker };
        Refused(RejectReason.Overflow);
        leg = leg with { Quantity = new(2) };
        venue.Do(new RecordTrades(venue.Now, new[] { leg }));

        // A correction: the old trade first, then the new numbers.
        Corrected(RejectReason.UnknownTrade, 999, 50, 1, 1);
        Corrected(RejectReason.TradeIdInvalid, 50, 50, 1, 1);
        Corrected(RejectReason.QuantityInvalid, 50, 51, 1, 1);
        Corrected(RejectReason.PriceInvalid, 50, 51, 2, 1);
        Corrected(RejectReason.Overflow, 50, 51, Quantity.MaxUnits, 100);

        void Refused(RejectReason reason) => Assert.Equal(reason, venue.Refused(new RecordTrades(venue.Now, new[] { leg })).Reason);
        void Corrected(RejectReason reason, long trade, long id, long quantity, long price) =>
            Assert.Equal(reason, venue.Refused(new CorrectTrade(venue.Now, trade, id, new(quantity), new(price))).Reason);
    }

    [Fact, Trait("Criterion", "REFU-005")]
    public void Isolated_margin_is_refused_for_the_first_fault()
    {
        var venue = new Scenario();
        venue.Price(100);
        var (user, maker) = (venue.User(100), venue.Maker());
        venue.Do(new SetAccountStatus(venue.Now, user, AccountStatus.Frozen)).Do(new PauseVenue(venue.Now));
        var move = new MoveIsolatedMargin(venue.Now, new(999), new(99), default);

        Refused(RejectReason.UnknownAccount);
        move = move with { Account = maker };
        Refused(RejectReason.AccountKindNotAllowed);
        move = move with { Account = user };
        Refused(RejectReason.AccountFrozen);
        venue.Do(new SetAccountStatus(venue.Now, user, AccountStatus.Active));
        Refused(RejectReason.UnknownInstrument);
        move = move with { Instrument = Scenario.Perp };
        Refused(RejectReason.NotIsolated);
        venue.Isolate(user);
        Refused(RejectReason.AmountZero);
        move = move with { Amount = Plimsoll.Collateral.AssetLimits.MaxAmount + new Money(1) };
        Refused(RejectReason.AmountTooLarge);
        move = move with { Amount = new(101) };
        Refused(RejectReason.VenuePaused);
        venue.Do(new ResumeVenue(venue.Now));
        Refused(RejectReason.InsufficientWithdrawable);

        void Refused(RejectReason reason) => Assert.Equal(reason, venue.Refused(move).Reason);
    }

    [Fact, Trait("Criterion", "REFU-005")]
    public void Changes_status_mode_and_quotes_are_refused_for_the_first_fault()
    {
        var venue = new Scenario();
        venue.Price(100);
        var (user, past) = (venue.User(100), new Timestamp(venue.Now.Nanoseconds - 1));
        Command[] commands =
        [
            new ListAsset(venue.Now, Scenario.Bitcoin with { Id = new(9), Index = new IndexId(9), Decimals = -1 }),
            new ListAsset(venue.Now, Scenario.Bitcoin with { Id = new(2), Index = new IndexId(9), Decimals = -1 }),
            new ListAsset(venue.Now, Scenario.Bitcoin with { Id = new(2), Decimals = -1 }),
            new ChangeAsset(venue.Now, Scenario.Bitcoin with { Id = new(9), Decimals = -1 }, past),
            new ChangeAsset(venue.Now, Scenario.Bitcoin with { Decimals = -1 }, past),
            new ChangeAsset(venue.Now, Scenario.Bitcoin with { ConversionDiscount = new(-1) }, past),
            new ChangeAsset(venue.Now, Scenario.Bitcoin, past),
            new SetAccountStatus(venue.Now, new(999), (AccountStatus)9),
            new SetAccountStatus(venue.Now, AccountId.Fees, (AccountStatus)9),
            new SetAccountStatus(venue.Now, AccountId.Fees, AccountStatus.Frozen),
            new SetMarginMode(venue.Now, user, Scenario.Perp, (MarginMode)9, new(1)),
            new SetMarginMode(venue.Now, user, Scenario.Perp, (MarginMode)9, default),
            new SubmitQuotes(
                venue.Now,
                new IndexQuote[] { new(new(9), 9, new(1), new(1)) },
                new BookQuote[] { new(new(9), default, default, default) }
            ),
            new SubmitQuotes(venue.Now, default, new BookQuote[] { new(new(9), new(-1), default, default) }),
        ];
        RejectReason[] reasons =
        [
            RejectReason.IdNotNext,
            RejectReason.UnknownIndex,
            RejectReason.ParametersInvalid,
            RejectReason.UnknownAsset,
            RejectReason.ParameterNotChangeable,
            RejectReason.ParametersInvalid,
            RejectReason.EffectiveTimeInPast,
            RejectReason.UnknownAccount,
            RejectReason.ParametersInvalid,
            RejectReason.AccountKindNotAllowed,
            RejectReason.LeverageInvalid,
            RejectReason.ParametersInvalid,
            RejectReason.UnknownIndex,
            RejectReason.UnknownInstrument,
        ];

        Assert.Equal(reasons, commands.Select(command => venue.Refused(command).Reason));
    }

    [Fact, Trait("Criterion", "REFU-005")]
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
