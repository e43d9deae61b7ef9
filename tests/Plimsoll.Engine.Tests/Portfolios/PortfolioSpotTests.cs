using Plimsoll.Engine.Commands;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Engine.Tests.Portfolios;

/// <summary>Spot orders that pay with a coin that hedges.</summary>
public sealed class PortfolioSpotTests
{
    [Fact, Trait("Criterion", "PACC-013"), Trait("Criterion", "PACC-023")]
    public void A_purchase_paid_with_a_hedge_reserves_the_loss_of_the_hedge()
    {
        var venue = new Scenario().Price(100);
        var index = venue.List(Listings.EtherIndex);
        var ether = venue.List(Listings.Ether(index));
        // Ether for bitcoin: whole ethers, bitcoins of two decimals.
        var pair = venue.List(
            Scenario.Perpetual with
            {
                Symbol = "ETH/BTC",
                Kind = InstrumentKind.Spot,
                SettlementAsset = Scenario.Btc,
                BaseAsset = ether,
                Underlying = index,
                Margin = RiskTierTable.Empty,
            }
        );
        venue.Prices((Scenario.BtcUsd, 100), (index, 100));
        venue.Do(new ListScheme(venue.Now, Schemes.Of(Schemes.TenPercent, new SchemeCollateral(Scenario.Btc, Scenario.BtcUsd))));
        var user = venue.User(60);
        venue.Deposit(user, Scenario.Btc, 1000);
        venue.Do(new SetScheme(venue.Now, user, new(1)));
        venue.Trade(user, venue.Maker(), -10, 100);
        Assert.Equal(0, (long)venue.Engine.MarginOf(user).InitialMargin.Units);

        // Five of ten coins gone leave five contracts without a hedge: 75 for them, and of what is left 60 + 450 counts.
        venue.Order(user, 5, 1, pair);
        // (A factor of 1.1 is a little more than that, and is rounded up.)
        Assert.Equal(76, (long)venue.Engine.MarginOf(user).InitialMargin.Units);
        // All ten gone would need 150 of 60: what comes for them may be worth nothing.
        Assert.Equal(RejectReason.InsufficientMargin, venue.TryOrder(user, 5, 1, pair).Reason);
    }
}
