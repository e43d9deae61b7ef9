using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Engine.Tests.Liquidation;

public sealed class LiquidationTests
{
    private readonly Scenario _venue = new();

    [Fact, Trait("Criterion", "LIQU-003")]
    public void Exactly_at_maintenance_margin_an_account_is_safe()
    {
        // Long 10 at 100 with 145: at 90 equity is 45 = 5 % of 900.
        var (user, _) = LongTen(145);

        _venue.Price(90);

        Assert.NotEqual(AccountCondition.InLiquidation, _venue.Engine.ConditionOf(user));
        _venue.Price(89);
        Assert.Equal(AccountCondition.InLiquidation, _venue.Engine.ConditionOf(user));
    }

    [Fact, Trait("Criterion", "LIQU-011")]
    public void The_size_is_the_least_that_restores_the_target_with_its_fee()
    {
        // At 89: equity 35, maintenance ceil(890 · 5 %) = 45, target 110 %. Closing k at 89 costs ceil(0.89 k):
        // k = 4: 35 − 4 = 31 ≥ ceil(1.1 · ceil(6 · 89 · 5 %)) = ceil(1.1 · 27) = 30. k = 3: 35 − 3 = 32 < ceil(1.1 · 32) = 36.
        LongTen(145);

        _venue.Price(89);

        var order = _venue.LiquidationOrder();
        Assert.Equal(-4, order!.Value.Quantity.Units);
    }

    [Fact, Trait("Criterion", "LIQU-011")]
    public void The_fee_of_the_closing_itself_is_counted_in_its_size()
    {
        // At 89 with equity 36: three would do, were it not for their fee of 3 (33 < 36). Four leave 32 ≥ 30.
        LongTen(146);

        _venue.Price(89);

        Assert.Equal(-4, _venue.LiquidationOrder()!.Value.Quantity.Units);
    }

    [Fact, Trait("Criterion", "LIQU-020")]
    public void A_filled_order_restores_the_account_and_pays_the_fund()
    {
        var (user, maker) = LongTen(145);
        _venue.Price(89);

        _venue.FillLiquidation(user, maker, -4, 89);

        Assert.Equal(6, _venue.Position(user));
        Assert.Equal(4, _venue.Balance(_venue.Engine.InsuranceFundOf(Scenario.Usd)!.Value));
        Assert.Contains(EventKind.LiquidationEnded, _venue.LatestKinds);
        Assert.Equal(0, _venue.Imbalance(Scenario.Usd));
    }

    [Fact, Trait("Criterion", "LIQU-016")]
    public void A_deposit_during_a_liquidation_stops_it()
    {
        var (user, _) = LongTen(145);
        _venue.Price(89);

        _venue.Deposit(user, Scenario.Usd, 100);
        Assert.Contains(EventKind.LiquidationOrderRecalled, _venue.LatestKinds);
        _venue.BookRefuses();

        Assert.Equal(AccountCondition.Healthy, _venue.Engine.ConditionOf(user));
        Assert.Equal(10, _venue.Position(user));
    }

    private (AccountId User, AccountId Maker) LongTen(long dollars)
    {
        _venue.Price(100);
        var user = _venue.User(dollars);
        var maker = _venue.Maker();
        _venue.Trade(user, maker, 10, 100);
        return (user, maker);
    }
}
