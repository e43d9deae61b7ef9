using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Ledger;
using Plimsoll.Engine.Trading;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Ledger;

public sealed class LedgerTests
{
    private readonly Scenario _venue = new();

    [Fact, Trait("Criterion", "LEDG-001")]
    public void A_deposit_comes_from_outside_and_a_withdrawal_goes_there()
    {
        _venue.Price(100);
        var user = _venue.User(500);

        _venue.Do(new WithdrawCollateral(_venue.Now, user, Scenario.Usd, new(200)));

        Assert.Equal((300, -300), (_venue.Balance(user), _venue.Balance(AccountId.Outside)));
        Assert.Equal(0, _venue.Imbalance(Scenario.Usd));
    }

    [Fact, Trait("Criterion", "LEDG-001")]
    public void Every_posting_moves_one_positive_amount_between_two_accounts()
    {
        _venue.Price(100);
        _venue.LongTen(145);
        _venue.Fund(50).Price(89).BookRefuses();

        Assert.All(_venue.Postings, posting => Assert.True(posting.Amount.IsPositive && posting.From != posting.To));
        Assert.Equal(0, _venue.Imbalance(Scenario.Usd));
    }

    [Fact, Trait("Criterion", "LEDG-002")]
    public void Open_cost_and_clearing_cancel_and_quantities_add_up_to_zero()
    {
        _venue.Price(100);
        var (buyer, seller) = (_venue.User(1000), _venue.User(1000));
        _venue.Trade(buyer, seller, 10, 100);
        Assert.Equal((1000, -1000, 0), (_venue.Cost(buyer), _venue.Cost(seller), _venue.Balance(AccountId.Clearing)));

        // The buyer realises 3 · 10; the third party opens at 110: clearing carries what the seller has not realised yet.
        var third = _venue.Maker();
        _venue.Trade(buyer, third, -3, 110);

        Assert.Equal((700, 330, -30), (_venue.Cost(buyer), _venue.Cost(third), _venue.Balance(AccountId.Clearing)));
        Assert.Equal(0, _venue.Cost(buyer) + _venue.Cost(seller) + _venue.Cost(third) + _venue.Balance(AccountId.Clearing));
        Assert.Equal(0, _venue.Position(buyer) + _venue.Position(seller) + _venue.Position(third));
    }

    [Fact, Trait("Criterion", "LEDG-002")]
    public void A_trade_through_zero_closes_at_its_share_of_the_value_and_opens_the_rest()
    {
        // Long 2 for 200, then minus 5 for 550: closing gets floor(−550 · 2 ÷ 5) = −220, so 20 of profit; short 3 for −330.
        _venue.Price(100);
        var user = _venue.User(1000);
        var maker = _venue.Maker();
        _venue.Trade(user, maker, 2, 100);

        _venue.Trade(user, maker, -5, 110);

        Assert.Equal((-3, -330, 1020), (_venue.Position(user), _venue.Cost(user), _venue.Balance(user)));
        Assert.Equal((3, 330, -20), (_venue.Position(maker), _venue.Cost(maker), _venue.Balance(maker)));
    }

    [Fact, Trait("Criterion", "LEDG-002")]
    public void The_value_that_closes_on_the_way_through_zero_is_rounded_down()
    {
        // Three inverse contracts at 90 cost −333. Seven sold at 97 bring ceil(721.6…) = 722 in value, of which floor(309.4…) = 309 close the three:
        // −309 + 333 = 24 are realised, and 722 − 309 = 413 are the cost of the four that are short.
        var (user, _, inverse) = Inverse(quantity: 3, price: 90);

        _venue.Trade(user, _venue.Maker(), -7, 97, inverse);

        Assert.Equal(
            (-4, 413, 100_000 + 24),
            (_venue.Position(user, inverse), _venue.Cost(user, inverse), _venue.Balance(user, Scenario.Btc))
        );
    }

    [Fact, Trait("Criterion", "LEDG-002")]
    public void The_released_cost_is_rounded_up()
    {
        // Three inverse contracts at 90 cost −333.33…, up to −333 units. Closing one releases −111, closing one of two −111 again.
        var (long3, _, inverse) = Inverse(quantity: 3, price: 90);
        Assert.Equal(-333, _venue.Cost(long3, inverse));
        _venue.Trade(long3, _venue.Maker(), -1, 90, inverse);

        Assert.Equal(-222, _venue.Cost(long3, inverse));

        // Seven at 90 are −777.77…, up to −777; three of them release −777 · 3 ÷ 7 = −333.
        // Five at 90 are −555.55… → −555; two release −222 exactly; one of five would be −111; of −555 one third is −185.
        var (long7, _, _) = Inverse(quantity: 7, price: 91, inverse);
        Assert.Equal(-769, _venue.Cost(long7, inverse));
        _venue.Trade(long7, _venue.Maker(), -2, 91, inverse);

        // −769 · 2 ÷ 7 = −219.71…, up to −219; sold for ceil(−2 · −10000 ÷ 91) = 220: the profit is −220 + 219 = −1.
        Assert.Equal(-769 + 219, _venue.Cost(long7, inverse));
        Assert.Equal(100_000 - 1, _venue.Balance(long7, Scenario.Btc));
    }

    [Fact, Trait("Criterion", "LEDG-003")]
    public void Buyer_and_seller_of_an_inverse_contract_realise_opposite_amounts()
    {
        // 7 contracts from 90 to 97: −777.7… and −721.6…: both sides book −777 and, closing, 722.
        var (buyer, seller, inverse) = Inverse(quantity: 7, price: 90);

        _venue.Trade(buyer, seller, -7, 97, inverse);

        var profit = _venue.Balance(buyer, Scenario.Btc) - 100_000;
        Assert.Equal(777 - 722, profit);
        Assert.Equal(-profit, _venue.Balance(seller, Scenario.Btc) - 100_000);
        Assert.Equal(0, _venue.Balance(AccountId.Clearing, Scenario.Btc));
    }

    [Fact, Trait("Criterion", "LEDG-004")]
    public void Closing_in_parts_realises_the_same_as_closing_at_once()
    {
        _venue.Price(100);
        var maker = _venue.Maker();
        var (atOnce, inParts) = (_venue.User(1000), _venue.User(1000));
        foreach (var user in new[] { atOnce, inParts })
        {
            _venue.Trade(user, maker, 3, 100);
            _venue.Trade(user, maker, 4, 103);
        }

        _venue.Trade(atOnce, maker, -7, 110);
        foreach (var part in new[] { 1, 3, 1, 2 })
        {
            _venue.Trade(inParts, maker, -part, 110);
        }

        Assert.Equal(1000 + 770 - 712, _venue.Balance(atOnce));
        Assert.Equal(_venue.Balance(atOnce), _venue.Balance(inParts));
    }

    [Fact, Trait("Criterion", "LEDG-005")]
    public void A_posting_names_reason_sequence_and_parameter_version()
    {
        _venue.Price(100);
        var user = _venue.User();
        var version = Assert.Single(Deposit(user)).ParametersVersion;

        _venue.Do(new ChangeVenue(_venue.Now, new VenueParameters { Numeraire = Scenario.Usd }, _venue.Now));
        var posting = Assert.Single(Deposit(user));

        Assert.Equal((PostingReason.Deposit, _venue.Engine.Sequence), (posting.Reason, posting.Sequence));
        Assert.Equal(version + 1, posting.ParametersVersion);
    }

    [Fact, Trait("Criterion", "LEDG-005")]
    public void A_statement_over_any_span_adds_up_from_opening_to_closing_balance()
    {
        var statement = new AccountStatement(new(17));
        void Step(Command command)
        {
            _venue.Do(command);
            statement.Add(_venue.Engine.Events);
        }

        _venue.Price(100);
        var user = _venue.User();
        var maker = _venue.Maker();
        Assert.Equal(new AccountId(17), user);
        Step(new DepositCollateral(_venue.Now, user, Scenario.Usd, new(500)));
        _venue.Wait(Duration.FromSeconds(1));
        var opening = _venue.Now;
        Step(new RecordTrades(_venue.Now, new TradeLeg[] { new(1, Scenario.Perp, new(10), new(100), user, default, maker, default) }));
        Step(new RecordTrades(_venue.Now, new TradeLeg[] { new(2, Scenario.Perp, new(-4), new(90), user, default, maker, default) }));
        Step(new WithdrawCollateral(_venue.Now, user, Scenario.Usd, new(60)));
        _venue.Wait(Duration.FromSeconds(1));
        var closing = _venue.Now;
        Step(new DepositCollateral(_venue.Now, user, Scenario.Usd, new(7)));

        var span = statement.Between(opening, closing);

        Assert.Equal(
            [(PostingReason.Trade, -40L), (PostingReason.Withdrawal, -60L)],
            span.Select(entry => (entry.Reason, (long)entry.Amount.Units))
        );
        Assert.Equal(
            (500, 400),
            ((long)statement.BalanceBefore(Scenario.Usd, opening).Units, (long)statement.BalanceBefore(Scenario.Usd, closing).Units)
        );
        Assert.Equal(_venue.Engine.Balance(user, Scenario.Usd), statement.Balance(Scenario.Usd));
        Assert.Equal([2L, 0L], span.Select(entry => entry.Reference));
    }

    private IReadOnlyList<MoneyPosted> Deposit(AccountId user)
    {
        _venue.Deposit(user, Scenario.Usd, 1);
        return _venue.Latest<MoneyPosted>();
    }

    private (AccountId Buyer, AccountId Seller, InstrumentId Inverse) Inverse(long quantity, long price, InstrumentId? listed = null)
    {
        if (listed is null)
        {
            _venue.Price(90);
        }

        var inverse = listed ?? _venue.List(Listings.Inverse);
        _venue.Price(90);
        var buyer = _venue.Deposit(_venue.User(), Scenario.Btc, 100_000);
        var seller = _venue.Deposit(_venue.User(), Scenario.Btc, 100_000);
        _venue.Trade(buyer, seller, quantity, price, inverse);
        return (buyer, seller, inverse);
    }
}
