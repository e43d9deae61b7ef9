using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Marking;
using Plimsoll.Engine.Trading;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Refusals;

public sealed class RefusalTests
{
    private readonly Scenario _venue = new();

    public RefusalTests() => _venue.Price(100);

    public static TheoryData<RejectReason> Reasons => [.. Enum.GetValues<RejectReason>().Where(reason => reason != RejectReason.None)];

    [Theory, Trait("Criterion", "REFU-001"), Trait("Criterion", "REFU-002")]
    [MemberData(nameof(Reasons))]
    public void Each_reason_can_be_met_and_leaves_no_trace(RejectReason reason)
    {
        var command = RefusalCases.All[reason](_venue);

        var result = _venue.Refused(command);

        Assert.Equal(reason, result.Reason);
    }

    [Fact, Trait("Criterion", "REFU-001")]
    public void After_a_refusal_the_engine_goes_on_as_if_nothing_had_been_asked()
    {
        var (asked, unasked) = (new Scenario(), new Scenario());
        asked.Price(100);
        unasked.Price(100);

        asked.Refused(new WithdrawCollateral(asked.Now, new(16), Scenario.Usd, new(1)));
        asked.User(100);
        unasked.User(100);

        Assert.Equal(unasked.Engine.EventHash.ToArray(), asked.Engine.EventHash.ToArray());
        Assert.Equal(unasked.Engine.StateHash(), asked.Engine.StateHash());
    }

    [Fact, Trait("Criterion", "REFU-004")]
    public void An_early_stamp_is_refused_before_anything_else_is_looked_at()
    {
        var early = new Timestamp(_venue.Now.Nanoseconds - 1);

        Command[] nonsense =
        [
            new PlaceOrder(early, new(-5), new(99), default, default, true, -1),
            new RecordTrades(early, default),
            new ListAsset(early, null!),
            new CancelOrder(early, default),
        ];

        Assert.All(nonsense, command => Assert.Equal(RejectReason.TimeBeforePrevious, _venue.Refused(command).Reason));
        Assert.Equal(nameof(Command.At), _venue.Refused(nonsense[0]).Field);
    }

    [Fact, Trait("Criterion", "REFU-004")]
    public void The_same_stamp_twice_is_in_order()
    {
        _venue.Do(new AdvanceTime(_venue.Now)).Do(new AdvanceTime(_venue.Now));

        Assert.Equal(_venue.Now, _venue.Engine.Now);
    }

    [Fact, Trait("Criterion", "REFU-003")]
    public void No_content_makes_a_command_throw()
    {
        long[] longs = [long.MinValue, -1, 0, 1, 17, long.MaxValue];
        Int128[] amounts = [Int128.MinValue, -1, 0, 1, Int128.MaxValue];
        var accounts = new AccountId[] { new(int.MinValue), new(-1), new(0), new(16), new(17), new(int.MaxValue) };
        _venue.User(1000);
        _venue.Trade(new(17), _venue.Maker(), 1, 100);
        _venue.Order(new(17), 1, 90);

        foreach (var account in accounts)
        {
            foreach (var amount in amounts)
            {
                Try(new DepositCollateral(_venue.Now, account, Scenario.Usd, new(amount)));
                Try(new WithdrawCollateral(_venue.Now, account, Scenario.Usd, new(amount)));
                Try(new TransferCollateral(_venue.Now, account, new(17), new(255), new(amount)));
                Try(new MoveIsolatedMargin(_venue.Now, account, Scenario.Perp, new(amount)));
                Try(new FundInsurance(_venue.Now, new(255), new(amount)));
            }

            foreach (var number in longs)
            {
                foreach (var other in longs)
                {
                    Try(new PlaceOrder(_venue.Now, account, Scenario.Perp, new(number), new(other), number == 1, other));
                    Try(Leg(number, other, account));
                    Try(new AmendOrder(_venue.Now, new(1), new(number), new(other)));
                    Try(new CorrectTrade(_venue.Now, 1, number, new(other), new(number)));
                }

                Try(new SetLeverage(_venue.Now, account, Scenario.Perp, new((int)Math.Clamp(number, int.MinValue, int.MaxValue))));
                Try(new SetMarginMode(_venue.Now, account, new(ushort.MaxValue), (MarginMode)200, default));
                Try(new SetAccountStatus(_venue.Now, account, (AccountStatus)200));
                Try(new OpenAccount(_venue.Now, (int)Math.Clamp(number, int.MinValue, int.MaxValue), (AccountKind)200));
            }
        }

        foreach (var number in longs)
        {
            Try(new CancelOrder(_venue.Now, new(number)));
            Try(new ReportOrderDone(_venue.Now, new(number)));
            Try(new AdvanceTime(new(number)));
            Try(new ProposeMarkOverride(_venue.Now, Scenario.Perp, new(number), new(number), 1));
            Try(new SubmitQuotes(_venue.Now, new IndexQuote[] { new(Scenario.BtcUsd, 0, new(number), new(1)) }, default));
            Try(new SubmitQuotes(_venue.Now, default, new BookQuote[] { new(Scenario.Perp, new(1), new(number), new(number)) }));
        }

        Try(new ListAsset(_venue.Now, null!));
        Try(new ListIndex(_venue.Now, null!));
        Try(new ListInstrument(_venue.Now, null!));
        Try(new ChangeAsset(_venue.Now, null!, _venue.Now));
        Try(new ChangeIndex(_venue.Now, null!, _venue.Now));
        Try(new ChangeInstrument(_venue.Now, null!, _venue.Now));
        Try(new ChangeVenue(_venue.Now, null!, _venue.Now));
        Try(new ListAsset(_venue.Now, Scenario.Bitcoin with { Id = new(2), Symbol = null! }));
        Try(new ListIndex(_venue.Now, Scenario.ThreeSources with { Id = new(1), Sources = null! }));
        Try(
            new ListInstrument(
                _venue.Now,
                Scenario.Perpetual with
                {
                    Id = new(1),
                    Margin = null!,
                    Fees = null!,
                    Mark = null!,
                    Funding = null!,
                }
            )
        );
        Assert.Equal(0, _venue.Imbalance(Scenario.Usd));
    }

    [Fact, Trait("Criterion", "REFU-003")]
    public void A_trade_before_the_first_price_is_refused()
    {
        var venue = new Scenario();
        var inverse = venue.List(Listings.Inverse);
        var (user, maker) = (venue.User(1000), venue.Maker());

        var linear = venue.Refused(new RecordTrades(venue.Now, Legs(Scenario.Perp, user, maker)));
        var other = venue.Refused(new RecordTrades(venue.Now, Legs(inverse, user, maker)));

        Assert.Equal((RejectReason.NoMarkPrice, RejectReason.NoMarkPrice), (linear.Reason, other.Reason));
    }

    [Fact, Trait("Criterion", "REFU-003")]
    public void A_position_in_an_asset_without_a_price_is_refused()
    {
        var index = _venue.List(Listings.EtherIndex);
        var ether = _venue.List(Listings.Ether(index));
        var quanto = _venue.List(Listings.QuantoOn(Scenario.BtcUsd) with { SettlementAsset = ether });
        _venue.Price(100);
        var (user, maker) = (_venue.User(1000), _venue.Maker());

        Assert.Equal(RejectReason.NoMarkPrice, _venue.TryOrder(user, 1, 100, quanto).Reason);
        Assert.Equal(RejectReason.NoMarkPrice, _venue.Refused(new RecordTrades(_venue.Now, Legs(quanto, user, maker))).Reason);
    }

    private void Try(Command command)
    {
        var result = _venue.Engine.Apply(command);
        Assert.True(result.IsAccepted || _venue.Engine.Events.Count == 0);
    }

    private RecordTrades Leg(long quantity, long price, AccountId account) =>
        new(
            _venue.Now,
            new TradeLeg[] { new(price, Scenario.Perp, new(quantity), new(price), account, new(quantity), new(18), new(price)) }
        );

    private static TradeLeg[] Legs(InstrumentId instrument, AccountId taker, AccountId maker) =>
        [new(5, instrument, new(1), new(100), taker, OrderId.None, maker, OrderId.None)];
}
