using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Engine.Tests.Portfolios;

/// <summary>An account with nothing to close is below no line, whatever its scheme would ask of it.</summary>
public sealed class PortfolioFlatTests
{
    private readonly Scenario _venue = new Scenario().Price(100);

    [Fact, Trait("Criterion", "PACC-026")]
    public void A_floor_asks_nothing_of_a_flat_account()
    {
        var rule = new CombinedRule("floor", RuleCombination.Largest, [new ScenarioRule("scenarios", Schemes.TenPercent)])
        {
            InitialFloor = 100,
            MaintenanceFloor = 100,
        };
        _venue.Do(new ListScheme(_venue.Now, Schemes.Of(Schemes.TenPercent) with { Rule = rule }));
        var user = _venue.User(120);
        _venue.Do(new SetScheme(_venue.Now, user, new(1)));
        Assert.Equal((0, 0), Margins(user));

        // One contract needs the floor; when its loss takes the account below, it is closed and nothing is left to ask for.
        _venue.Trade(user, _venue.Maker(), 1, 100);
        Assert.Equal((100, 100), Margins(user));
        var seller = _venue.Maker();
        _venue.Price(50);
        _venue.FillLiquidation(user, seller, -1, 50);
        Assert.Equal((0, 0), Margins(user));
        Assert.Equal(AccountCondition.Healthy, _venue.Condition(user));
    }

    [Fact, Trait("Criterion", "PACC-026")]
    public void A_coin_that_moves_asks_nothing_while_it_is_alone()
    {
        _venue.Do(new ListScheme(_venue.Now, Schemes.Of(Schemes.TenPercent, new SchemeCollateral(Scenario.Btc, Scenario.BtcUsd))));
        var user = _venue.User(0);
        _venue.Deposit(user, Scenario.Btc, 1000);
        _venue.Do(new SetScheme(_venue.Now, user, new(1)));

        Assert.Equal((0, 0), Margins(user));
        Assert.Equal(1000, (long)_venue.Engine.Withdrawable(user, Scenario.Btc).Units);
        var explanation = _venue.Engine.Explain(user);
        Assert.True(explanation.InitialMargin.Amount.IsZero && explanation.MaintenanceMargin.Amount.IsZero);
    }

    private (long Initial, long Maintenance) Margins(AccountId account)
    {
        var margin = _venue.Engine.MarginOf(account);
        return ((long)margin.InitialMargin.Units, (long)margin.MaintenanceMargin.Units);
    }
}
