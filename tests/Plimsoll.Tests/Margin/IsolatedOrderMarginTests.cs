using Plimsoll.Margin;

namespace Plimsoll.Tests.Margin;

public sealed class IsolatedOrderMarginTests
{
    [Fact]
    public void Orders_that_close_cost_nothing_in_the_order_in_which_they_would_trade()
    {
        var holding = new IsolatedPosition(10, 50, [], [new(5, 80), new(10, 60)]);

        Assert.Equal(5 * 80 / 2, IsolatedOrderMargin.Orders(holding, 0.5m));
    }

    [Fact]
    public void Switching_moves_money_and_makes_none()
    {
        var holding = new IsolatedPosition(-10, 15900, [], [new(1, 200000)]);
        var before = new IsolatedBalances(79501, 100002, 35997);
        var outcome = IsolatedOrderMargin.Switch(holding, before, 0.45m, 15900, new(0.25m, 0.1m, 0.1m), new(1.1m, 1.2m, 1.4m));

        Assert.Equal(new IsolatedBalances(71550, 90000, 53950), outcome.Balances);
        Assert.Equal(before.Total, outcome.Balances.Total);
    }

    [Fact]
    public void Both_sides_of_a_capped_contract_hold_the_cap_together()
    {
        var bought = FullyCollateralisedMargin.Of(new(7, 30, [], []), 100, isOffset: true);
        var sold = FullyCollateralisedMargin.Of(new(-7, 30, [], []), 100, isOffset: true);

        Assert.Equal(7 * 100, bought.Maintenance + sold.Maintenance);
    }
}
