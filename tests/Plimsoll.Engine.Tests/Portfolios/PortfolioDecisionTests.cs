using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Shocks;
using Plimsoll.Pricing;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Portfolios;

/// <summary>Margin that moves while no price does: calls far out of the money, marked at the least there is, whose volatility under stress grows as their expiry comes near.</summary>
public sealed class PortfolioDecisionTests
{
    private static readonly PortfolioMarginModel NearIsDear = Schemes.TenPercent with
    {
        Volatility = new VolatilityShock(3, 0) { ShortPower = 1 },
    };

    private readonly Scenario _venue = new Scenario(index: Scenario.ThreeSources with { StaleAfter = Duration.FromHours(24) }).Price(100);
    private readonly Timestamp _expiry;
    private readonly AccountId _user;

    public PortfolioDecisionTests()
    {
        _expiry = _venue.Now + Duration.FromHours(30);
        var call = _venue.List(Listings.Option(OptionType.Call, 150, _expiry));
        _venue.Surface(_venue.Flat(_expiry, 0.1, 100)).Price(100);
        _venue.Do(new ListScheme(_venue.Now, Schemes.Of(NearIsDear)));
        _user = _venue.User(1_200);
        _venue.Do(new SetScheme(_venue.Now, _user, new(1)));
        _venue.Trade(_user, _venue.Maker(), -100, 100, call);
        Assert.Equal(AccountCondition.Healthy, _venue.Condition(_user));
    }

    [Fact, Trait("Criterion", "PACC-024")]
    public void Time_alone_takes_an_account_below_its_line()
    {
        _venue.Advance(Duration.FromHours(20));

        Assert.Empty(_venue.Latest<MarkPriceChanged>());
        Assert.Equal(_user, _venue.Latest<LiquidationStarted>().Single().Account);
    }

    [Fact, Trait("Criterion", "PACC-024")]
    public void A_surface_alone_takes_an_account_below_its_line()
    {
        _venue.Surface(_venue.Flat(_expiry, 0.3, 100));

        Assert.Empty(_venue.Latest<MarkPriceChanged>());
        Assert.Equal(_user, _venue.Latest<LiquidationStarted>().Single().Account);
    }
}
