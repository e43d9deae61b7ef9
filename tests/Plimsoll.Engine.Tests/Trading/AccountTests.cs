using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Trading;

public sealed class AccountTests
{
    private readonly Scenario _venue = new();

    public AccountTests() => _venue.Price(100);

    [Fact, Trait("Criterion", "TRAD-001"), Trait("Criterion", "MARG-009")]
    public void An_isolated_position_loses_no_more_than_its_own_collateral()
    {
        var (user, isolated) = IsolatedTen(1000);
        Assert.Equal((900, 100), (_venue.Balance(user), _venue.Balance(isolated)));

        // At 85 it has lost 150 of its 100.
        _venue.Price(85);

        Assert.Equal((900, 0), (_venue.Balance(user), _venue.Balance(isolated)));
        Assert.Equal((0, AccountCondition.Healthy), (_venue.Position(isolated), _venue.Condition(user)));
    }

    [Fact, Trait("Criterion", "MARG-009")]
    public void Only_the_positions_own_collateral_counts()
    {
        var (user, isolated) = IsolatedTen(1000);

        _venue.Price(94);

        Assert.Equal(AccountCondition.InLiquidation, _venue.Condition(isolated));
        Assert.Equal(
            (40, 47),
            ((long)_venue.Engine.MarginOf(isolated).Equity.Units, (long)_venue.Engine.MarginOf(isolated).MaintenanceMargin.Units)
        );
        Assert.Equal(
            (900, 0),
            ((long)_venue.Engine.MarginOf(user).Equity.Units, (long)_venue.Engine.MarginOf(user).MaintenanceMargin.Units)
        );
    }

    [Fact, Trait("Criterion", "TRAD-001")]
    public void What_is_left_of_an_isolated_position_returns_to_its_parent()
    {
        var (user, isolated) = IsolatedTen(1000);

        _venue.Trade(user, _venue.Maker(), -10, 103);

        Assert.Equal((1030, 0), (_venue.Balance(user), _venue.Balance(isolated)));
        Assert.Equal(isolated, _venue.Engine.MarginUnitOf(user, Scenario.Perp));
    }

    [Fact, Trait("Criterion", "TRAD-001")]
    public void An_open_order_keeps_the_collateral_of_an_isolated_position()
    {
        var user = _venue.User(1000);
        var isolated = _venue.Isolate(user);

        var order = _venue.Order(user, 10, 100);
        Assert.Equal((900, 100), (_venue.Balance(user), _venue.Balance(isolated)));
        _venue.Do(new CancelOrder(_venue.Now, order));

        Assert.Equal((1000, 0), (_venue.Balance(user), _venue.Balance(isolated)));
    }

    [Fact, Trait("Criterion", "TRAD-001")]
    public void The_margin_that_an_isolated_order_lacks_moves_in_first_and_no_more()
    {
        var user = _venue.User(1000);
        var isolated = _venue.Isolate(user, leverage: Leverage.Of(5));
        var ten = _venue.Order(user, 10, 100);
        _venue.Trade(user, _venue.Maker(), 10, 100, order: ten);
        Assert.Equal(200, _venue.Balance(isolated));

        // Seven more at the limit of 101: 17 · 100 ÷ 5 = 340, and 7 of immediate loss.
        _venue.Order(user, 7, 101);

        Assert.Equal([EventKind.CommandAccepted, EventKind.MoneyPosted, EventKind.OrderPlaced], _venue.LatestKinds);
        Assert.Equal((653, 347), (_venue.Balance(user), _venue.Balance(isolated)));
    }

    [Fact, Trait("Criterion", "TRAD-001")]
    public void An_isolated_order_is_refused_with_what_the_parent_lacks()
    {
        var user = _venue.User(99);
        _venue.Isolate(user);

        var refused = _venue.TryOrder(user, 10, 100);

        Assert.Equal((RejectReason.InsufficientMargin, 1L), (refused.Reason, (long)refused.Shortfall.Units));
    }

    [Fact, Trait("Criterion", "TRAD-001")]
    public void Margin_moved_into_an_isolated_position_in_liquidation_cures_it()
    {
        var (user, isolated) = IsolatedTen(1000);
        _venue.Price(94);

        _venue.Do(new MoveIsolatedMargin(_venue.Now, user, Scenario.Perp, new(100))).BookRefuses();

        Assert.Equal((AccountCondition.Healthy, 10), (_venue.Condition(isolated), _venue.Position(isolated)));
    }

    [Fact, Trait("Criterion", "TRAD-002")]
    public void Margin_mode_changes_only_while_flat_and_without_orders()
    {
        var user = _venue.User(1000);
        var order = _venue.Order(user, 10, 100);
        Assert.Equal(RejectReason.PositionOrOrdersOpen, ModeRefusal(user, MarginMode.Isolated));
        _venue.Trade(user, _venue.Maker(), 10, 100, order: order);
        Assert.Equal(RejectReason.PositionOrOrdersOpen, ModeRefusal(user, MarginMode.Isolated));

        _venue.Trade(user, _venue.Maker(), -10, 100);
        var isolated = _venue.Isolate(user);
        Assert.NotEqual(user, isolated);

        var inIsolated = _venue.Order(user, 1, 100);
        Assert.Equal(RejectReason.PositionOrOrdersOpen, ModeRefusal(user, MarginMode.Cross));
        _venue
            .Do(new CancelOrder(_venue.Now, inIsolated))
            .Do(new SetMarginMode(_venue.Now, user, Scenario.Perp, MarginMode.Cross, default));
        Assert.Equal(user, _venue.Engine.MarginUnitOf(user, Scenario.Perp));
    }

    [Fact, Trait("Criterion", "TRAD-002")]
    public void The_isolated_account_is_opened_once()
    {
        var user = _venue.User(1000);
        var first = _venue.Isolate(user);
        _venue.Do(new SetMarginMode(_venue.Now, user, Scenario.Perp, MarginMode.Cross, default));
        var accounts = _venue.Engine.AccountCount;

        Assert.Equal(first, _venue.Isolate(user));
        Assert.Equal(accounts, _venue.Engine.AccountCount);
        Assert.Equal((user, AccountKind.Isolated), (_venue.Engine.ParentOf(first), _venue.Engine.KindOf(first)));
    }

    [Fact, Trait("Criterion", "TRAD-003")]
    public void A_reduce_only_account_sends_only_reduce_only_orders()
    {
        var user = _venue.LongTen(1000);
        _venue.Do(new SetAccountStatus(_venue.Now, user, AccountStatus.ReduceOnly));

        Assert.Equal(RejectReason.AccountReduceOnly, _venue.TryOrder(user, -1, 100).Reason);
        Assert.True(_venue.TryOrder(user, -1, 100, isReduceOnly: true).IsAccepted);
        _venue.Do(new WithdrawCollateral(_venue.Now, user, Scenario.Usd, new(1)));
    }

    [Fact, Trait("Criterion", "TRAD-003")]
    public void A_frozen_account_may_only_deposit_and_cancel()
    {
        var user = _venue.LongTen(1000);
        var order = _venue.Order(user, 1, 90);
        _venue.Do(new SetAccountStatus(_venue.Now, user, AccountStatus.Frozen));

        Assert.Equal(RejectReason.AccountFrozen, _venue.TryOrder(user, -1, 100, isReduceOnly: true).Reason);
        Assert.Equal(RejectReason.AccountFrozen, _venue.Try(new WithdrawCollateral(_venue.Now, user, Scenario.Usd, new(1))).Reason);
        Assert.Equal(
            RejectReason.AccountFrozen,
            _venue.Try(new TransferCollateral(_venue.Now, user, _venue.User(), Scenario.Usd, new(1))).Reason
        );
        Assert.Equal(RejectReason.AccountFrozen, _venue.Try(new MoveIsolatedMargin(_venue.Now, user, Scenario.Perp, new(1))).Reason);
        Assert.Equal(RejectReason.AccountFrozen, _venue.Try(new AmendOrder(_venue.Now, order, new(1), new(91))).Reason);
        _venue.Deposit(user, Scenario.Usd, 1);
        _venue.Do(new CancelOrder(_venue.Now, order));
    }

    [Fact, Trait("Criterion", "TRAD-003")]
    public void A_frozen_account_is_liquidated_like_any_other()
    {
        var user = _venue.LongTen(145);
        _venue.Do(new SetAccountStatus(_venue.Now, user, AccountStatus.Frozen));

        _venue.Price(89);

        Assert.Equal(AccountCondition.InLiquidation, _venue.Condition(user));
    }

    [Fact, Trait("Criterion", "TRAD-002")]
    public void Leverage_may_change_as_far_as_free_collateral_covers_it()
    {
        // Long 10 at 100 with 250: 5x needs 200, 4x needs 250, 3x needs ceil(333.33…) = 334.
        var user = _venue.LongTen(250);

        _venue.Do(new SetLeverage(_venue.Now, user, Scenario.Perp, Leverage.Of(5)));
        _venue.Do(new SetLeverage(_venue.Now, user, Scenario.Perp, Leverage.Of(4)));
        var refused = _venue.Refused(new SetLeverage(_venue.Now, user, Scenario.Perp, Leverage.Of(3)));

        Assert.Equal((RejectReason.InsufficientMargin, 84L), (refused.Reason, (long)refused.Shortfall.Units));
        Assert.Equal(250, (long)_venue.Engine.MarginOf(user).InitialMargin.Units);
    }

    private RejectReason ModeRefusal(AccountId user, MarginMode mode) =>
        _venue.Refused(new SetMarginMode(_venue.Now, user, Scenario.Perp, mode, default)).Reason;

    private (AccountId User, AccountId Isolated) IsolatedTen(long dollars)
    {
        var user = _venue.User(dollars);
        var isolated = _venue.Isolate(user);
        _venue.Trade(user, _venue.Maker(), 10, 100, order: _venue.Order(user, 10, 100));
        return (user, isolated);
    }
}
