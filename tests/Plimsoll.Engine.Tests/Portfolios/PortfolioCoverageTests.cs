using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Portfolios;

/// <summary>What a scheme's rule does not cover is margined beside it.</summary>
public sealed class PortfolioCoverageTests
{
    private readonly Scenario _venue = new Scenario(index: Scenario.ThreeSources with { StaleAfter = Duration.FromHours(24) }).Price(100);
    private readonly IndexId _ether;
    private readonly InstrumentId _other;

    public PortfolioCoverageTests()
    {
        _ether = _venue.List(Listings.EtherIndex);
        _other = _venue.List(Listings.LinearOn(_ether));
        _venue.Prices((Scenario.BtcUsd, 100), (_ether, 100));
    }

    [Fact, Trait("Criterion", "PACC-027"), Trait("Criterion", "PACC-025")]
    public void What_the_rule_does_not_cover_needs_standard_margin()
    {
        var user = Under(3_000);
        _venue.Trade(user, _venue.Maker(), 10, 100);
        Assert.Equal((200, 200), Margins(user));

        // 30 at 100 of the other: 10 % and 5 %.
        _venue.Trade(user, _venue.Maker(), 30, 100, _other);
        Assert.Equal((200 + 300, 200 + 150), Margins(user));
        var explained = _venue.Engine.Explain(user);
        Assert.Equal(500, explained.InitialMargin.Amount.Units);
        Assert.Equal(500, explained.InitialMargin.Children.Aggregate(Money.Zero, (sum, part) => sum + part.Amount).Units);
        Assert.Equal(350, explained.MaintenanceMargin.Children.Aggregate(Money.Zero, (sum, part) => sum + part.Amount).Units);

        // Leverage means something there, and orders are reserved for by standard margin.
        var dear = _venue.Refused(new SetLeverage(_venue.Now, user, _other, Leverage.Of(1)));
        Assert.Equal(RejectReason.InsufficientMargin, dear.Reason);
        _venue.Do(new SetLeverage(_venue.Now, user, _other, Leverage.Of(2)));
        Assert.Equal((200 + 1_500, 350), Margins(user));
        _venue.Do(new PlaceOrder(_venue.Now, user, _other, new(10), new(100), IsReduceOnly: false, ClientOrderId: 1));
        Assert.Equal((200 + 2_000, 350), Margins(user));
    }

    [Fact, Trait("Criterion", "PACC-027")]
    public void A_liquidation_goes_on_until_both_are_borne()
    {
        var user = Under(1_000);
        _venue.Fund(10_000);
        _venue.Trade(user, _venue.Maker(), 10, 100);
        _venue.Trade(user, _venue.Maker(), 30, 100, _other);

        // 1,000 - 750 = 250 are left, and 200 and 112.5 needed.
        _venue.Prices((Scenario.BtcUsd, 100), (_ether, 75));

        Assert.Equal(AccountCondition.InLiquidation, _venue.Condition(user));
        Assert.NotNull(_venue.LiquidationOrder());
        for (var step = 0; _venue.Condition(user) == AccountCondition.InLiquidation; step++)
        {
            Assert.True(step < 100, "It does not end.");
            var order = _venue.LiquidationOrder()!.Value;
            _venue.Trade(user, _venue.Maker(), order.Quantity.Units, _venue.Mark(order.Instrument), order.Instrument, order.Order);
        }

        Assert.Equal(0, _venue.Imbalance(Scenario.Usd));
        Assert.Null(_venue.Engine.LiquidationPriceOf(user, _other));
    }

    private (long Initial, long Maintenance) Margins(AccountId account) =>
        _venue.Engine.MarginOf(account) is var margin ? ((long)margin.InitialMargin.Units, (long)margin.MaintenanceMargin.Units) : default;

    /// <summary>A rule that knows bitcoin alone: a fifth of delta.</summary>
    private AccountId Under(long dollars)
    {
        var rule = new SensitivityRule("greeks", new Dictionary<string, SensitivityTerms> { ["BTC/USD"] = new(0.2, 0, 0) });
        _venue.Do(
            new ListScheme(
                _venue.Now,
                new()
                {
                    Id = new(1),
                    Symbol = "GREEKS",
                    Rule = rule,
                }
            )
        );
        var user = _venue.User(dollars);
        _venue.Do(new SetScheme(_venue.Now, user, new(1)));
        return user;
    }
}
