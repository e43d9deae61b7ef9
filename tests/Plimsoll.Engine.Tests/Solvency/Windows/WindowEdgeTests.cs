using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Instruments;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios.Charges;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Solvency.Windows;

/// <summary>What a window may leave out to the unit, and what it does not know.</summary>
public sealed class WindowEdgeTests
{
    private const long Price = 100_000;

    /// <summary>A thousandth of each of two coins is owed, against 201 dollars: 200.2 are covered, but each debt is rounded up by itself, to 101.</summary>
    [Fact, Trait("Criterion", "CERT-023")]
    public void Each_value_may_lose_a_unit_to_rounding()
    {
        var venue = new Scenario();
        InstrumentId[] perpetuals = [Inverse(venue, "AAA"), Inverse(venue, "BBB")];
        venue.Price(Price);
        venue.Do(new ListScheme(venue.Now, Schemes.Of(Schemes.TenPercent)));
        var (user, maker) = (venue.User(201), venue.Maker());
        foreach (var perpetual in perpetuals)
        {
            // 100 dollars of it, bought, and sold at half the price.
            venue.Trade(user, maker, 100, Price, perpetual);
            venue.Trade(user, maker, -100, Price / 2, perpetual);
        }

        venue.Do(new SetScheme(venue.Now, user, new(1)));
        for (var tick = 0; tick < 20; tick++)
        {
            // Whoever could get no certificate waits for eight of them.
            venue.Price(Price);
        }

        Assert.Equal((1, AccountCondition.Healthy), (venue.Equity(user), venue.Condition(user)));

        venue.Price(Price + 100);

        Assert.Equal(user, Assert.Single(venue.Latest<LiquidationStarted>()).Account);
        Assert.Equal(0, venue.Engine.SolvencyFigures.Alarms);
    }

    /// <summary>A charge by the size of coins that the scheme names: it falls with their price, but more slowly than what they are worth beside a long position, and no window knows of it.</summary>
    [Fact, Trait("Criterion", "CERT-026")]
    public void Charges_that_see_coins_are_not_bounded()
    {
        var charge = new NotionalCharge("coins", ChargeStage.Plain, ChargeLevels.Both, 0.5) { Kinds = [PositionKind.Collateral] };
        var venue = new Scenario().Price(Price);
        venue.Do(
            new ListScheme(venue.Now, Schemes.Of(Schemes.TenPercent with { Charges = [charge] }, new SchemeCollateral(Scenario.Btc, null)))
        );
        var user = venue.Deposit(venue.User(), Scenario.Btc, 100);
        venue.Do(new SetScheme(venue.Now, user, new(1)));
        venue.Trade(user, venue.Maker(), 1, Price);
        venue.Price(Price);
        Assert.Equal(AccountCondition.Healthy, venue.Condition(user));
        for (var price = Price; price > 80_000; price -= 250)
        {
            venue.Price(price);
        }

        // 90,000 of the coin count at first. At 80,000 they are 72,000 less 20,000, and with the charge 42,000 to 48,000 is asked for.
        Assert.NotEqual(AccountCondition.Healthy, venue.Condition(user));
        Assert.Equal(0, venue.Engine.SolvencyFigures.Alarms);
    }

    /// <summary>A perpetual of a dollar a contract, settled in a coin of its own with three decimals.</summary>
    private static InstrumentId Inverse(Scenario venue, string symbol)
    {
        var coin = venue.List(Scenario.Bitcoin with { Symbol = symbol, Decimals = 3 });
        return venue.List(Scenario.Perpetual with { Symbol = $"{symbol}-PERP", Payoff = Payoff.Inverse, SettlementAsset = coin });
    }
}
