using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Ledger;

public sealed class WithdrawalTests
{
    private readonly Scenario _venue = new();

    [Fact, Trait("Criterion", "LEDG-010")]
    public void Unrealised_profit_cannot_leave_and_realised_profit_can()
    {
        // Long 10 at 100 with 200, mark 120: initial margin 120, profit 200. Without it 200 − 120 = 80 may leave.
        var (user, maker) = Winner();
        Assert.Equal(80, Withdrawable(user));

        _venue.Trade(user, maker, -5, 120);

        // Half the profit is realised: 300 − 60.
        Assert.Equal(240, Withdrawable(user));
    }

    [Fact, Trait("Criterion", "LEDG-010")]
    public void A_venue_may_let_a_share_of_unrealised_profit_count()
    {
        var (user, _) = Winner(new VenueParameters { Numeraire = Scenario.Usd, WithdrawableProfit = Rate.FromPercent(25) }, out var venue);

        Assert.Equal(80 + 50, (long)venue.Engine.Withdrawable(user, Scenario.Usd).Units);
    }

    [Fact, Trait("Criterion", "LEDG-010")]
    public void Unrealised_loss_counts_in_full()
    {
        var (user, _) = Winner();

        _venue.Price(95);

        // 200 − 50 of loss − 95 of margin.
        Assert.Equal(55, Withdrawable(user));
    }

    [Fact, Trait("Criterion", "LEDG-011")]
    public void What_is_withdrawable_can_leave_and_one_unit_more_is_refused_with_the_shortfall()
    {
        var (user, _) = Winner();

        var refused = _venue.Refused(new WithdrawCollateral(_venue.Now, user, Scenario.Usd, new(81)));
        Assert.Equal((RejectReason.InsufficientWithdrawable, 1L), (refused.Reason, (long)refused.Shortfall.Units));

        _venue.Do(new WithdrawCollateral(_venue.Now, user, Scenario.Usd, new(80)));
        Assert.Equal(0, Withdrawable(user));
    }

    [Fact, Trait("Criterion", "LEDG-011")]
    public void Collateral_with_a_haircut_leaves_to_the_exact_unit()
    {
        // 200 dollars and 1.00 coin of 120 (108 after haircut) against 120 of margin. Without profit: 200 + 108 − 120 = 188 to spare,
        // so all of the coin may leave; of the dollars 188.
        var (user, _) = Winner();
        _venue.Deposit(user, Scenario.Btc, 100);

        Assert.Equal((188, 100), (Withdrawable(user), (long)_venue.Engine.Withdrawable(user, Scenario.Btc).Units));
        _venue.Do(new WithdrawCollateral(_venue.Now, user, Scenario.Usd, new(188)));

        // 12 dollars and 108 of coin: exactly the margin. Not a hundredth of the coin may go.
        Assert.Equal(0, (long)_venue.Engine.Withdrawable(user, Scenario.Btc).Units);
        var refused = _venue.Refused(new WithdrawCollateral(_venue.Now, user, Scenario.Btc, new(3)));
        Assert.Equal((RejectReason.InsufficientWithdrawable, 3L), (refused.Reason, (long)refused.Shortfall.Units));
    }

    [Fact, Trait("Criterion", "LEDG-011")]
    public void What_a_spot_order_would_pay_stays()
    {
        _venue.Price(100);
        var spot = _venue.List(Listings.Spot);
        _venue.Price(100);
        var user = _venue.Deposit(_venue.User(300), Scenario.Btc, 1000);

        // Two coins at 100 and ceil(2) of fee are locked, whatever else the account is worth.
        _venue.Order(user, 2, 100, spot);

        Assert.Equal(98, Withdrawable(user));
        Assert.Equal(RejectReason.InsufficientWithdrawable, Withdraw(user, 99).Reason);
    }

    [Fact, Trait("Criterion", "LEDG-011")]
    public void Open_orders_hold_margin_back()
    {
        _venue.Price(100);
        var user = _venue.User(300);

        _venue.Order(user, 10, 100);

        Assert.Equal(200, Withdrawable(user));
    }

    [Fact, Trait("Criterion", "LEDG-011")]
    public void A_transfer_obeys_the_same_rule_and_stays_with_the_owner()
    {
        var (user, _) = Winner();
        var second = _venue.User(0, owner: 1);
        var stranger = _venue.User(0, owner: 2);

        Assert.Equal(RejectReason.OwnersDiffer, _venue.Refused(Transfer(user, stranger, 1)).Reason);
        Assert.Equal(
            (RejectReason.InsufficientWithdrawable, new Money(1)),
            (_venue.Refused(Transfer(user, second, 81)).Reason, _venue.Refused(Transfer(user, second, 81)).Shortfall)
        );
        _venue.Do(Transfer(user, second, 80));

        Assert.Equal((120, 80), (_venue.Balance(user), _venue.Balance(second)));
    }

    [Fact, Trait("Criterion", "LEDG-011")]
    public void Margin_moves_out_of_an_isolated_position_only_as_far_as_it_can_spare()
    {
        _venue.Price(100);
        var user = _venue.User(500);
        var isolated = _venue.Isolate(user);
        _venue.Trade(user, _venue.Maker(), 10, 100, order: _venue.Order(user, 10, 100));
        Assert.Equal((400, 100), (_venue.Balance(user), _venue.Balance(isolated)));

        _venue.Do(new MoveIsolatedMargin(_venue.Now, user, Scenario.Perp, new(50)));
        var refused = _venue.Refused(new MoveIsolatedMargin(_venue.Now, user, Scenario.Perp, new(-51)));
        _venue.Do(new MoveIsolatedMargin(_venue.Now, user, Scenario.Perp, new(-50)));

        Assert.Equal((RejectReason.InsufficientWithdrawable, 1L), (refused.Reason, (long)refused.Shortfall.Units));
        Assert.Equal((400, 100), (_venue.Balance(user), _venue.Balance(isolated)));
    }

    [Fact, Trait("Criterion", "LEDG-011")]
    public void Nothing_leaves_during_a_liquidation()
    {
        _venue.Price(100);
        var user = _venue.LongTen(145);
        _venue.Deposit(user, Scenario.Btc, 1);
        _venue.Price(89);

        Assert.Equal(0, Withdrawable(user));
        Assert.Equal(RejectReason.AccountInLiquidation, Withdraw(user, 1).Reason);
    }

    [Fact, Trait("Criterion", "LEDG-010")]
    public void A_market_maker_may_take_out_its_balance_and_no_more()
    {
        _venue.Price(100);
        var maker = _venue.Deposit(_venue.Maker(), Scenario.Usd, 70);
        _venue.Trade(_venue.User(1000), maker, 10, 100);

        Assert.Equal(70, Withdrawable(maker));
        Assert.Equal(RejectReason.InsufficientWithdrawable, Withdraw(maker, 71).Reason);
        _venue.Do(new WithdrawCollateral(_venue.Now, maker, Scenario.Usd, new(70)));
    }

    private CommandResult Withdraw(AccountId account, long dollars) =>
        _venue.Refused(new WithdrawCollateral(_venue.Now, account, Scenario.Usd, new(dollars)));

    private TransferCollateral Transfer(AccountId from, AccountId to, long dollars) =>
        new(_venue.Now, from, to, Scenario.Usd, new(dollars));

    private long Withdrawable(AccountId account) => (long)_venue.Engine.Withdrawable(account, Scenario.Usd).Units;

    private (AccountId User, AccountId Maker) Winner() => Winner(_venue);

    private static (AccountId User, AccountId Maker) Winner(VenueParameters rules, out Scenario venue)
    {
        venue = new(rules);
        return Winner(venue);
    }

    /// <summary>Long 10 at 100 with 200, and the mark at 120.</summary>
    private static (AccountId User, AccountId Maker) Winner(Scenario venue)
    {
        venue.Price(100);
        var maker = venue.Maker();
        var user = venue.LongTen(200, maker);
        venue.Price(120);
        return (user, maker);
    }
}
