using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Pricing;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Options;

public sealed class OptionExpiryTests
{
    private readonly Scenario _venue = new(index: Scenario.ThreeSources with { StaleAfter = Duration.FromHours(24) });

    [Theory, Trait("Criterion", "OPTI-020")]
    [InlineData(OptionType.Call, 100, false, 2000)]
    [InlineData(OptionType.Put, 150, false, 3000)]
    [InlineData(OptionType.Put, 110, false, 0)]
    [InlineData(OptionType.Call, 100, true, 1666)]
    [InlineData(OptionType.Put, 150, true, 2500)]
    [InlineData(OptionType.Call, 121, true, 0)]
    public void An_option_is_settled_at_its_payoff_of_the_averaged_index(OptionType right, long strike, bool isInverse, long payoff)
    {
        // The window is the last 30 minutes: 100 for ten of them, 130 for twenty. Delivery at 120.
        _venue.Price(100);
        var expiry = _venue.Now + Duration.FromMinutes(60);
        var option = _venue.List(isInverse ? Listings.InverseOption(right, strike, expiry) : Listings.Option(right, strike, expiry));
        _venue.Wait(Duration.FromMinutes(40)).Price(130);
        _venue.Wait(Duration.FromMinutes(25)).Price(500);

        _venue.Do(new ExpireInstrument(_venue.Now, option));

        Assert.Equal(payoff, Assert.Single(_venue.Latest<InstrumentClosed>()).SettlementPrice.Units);
    }

    [Fact, Trait("Criterion", "OPTI-021")]
    public void What_one_side_is_paid_the_other_pays()
    {
        // Bought ten calls at 8 dollars; they pay 20 each.
        var (option, buyer, seller) = Traded();
        _venue.Wait(Duration.FromMinutes(30)).Price(120).Advance(Duration.FromMinutes(30));

        _venue.Do(new ExpireInstrument(_venue.Now, option));

        Assert.Equal((1000 - 80 + 200, 1000 + 80 - 200), (_venue.Balance(buyer), _venue.Balance(seller)));
        Assert.Equal((0, 0), (_venue.Position(buyer, option), _venue.Position(seller, option)));
        Assert.Equal((0, 0), (_venue.Balance(AccountId.Clearing), _venue.Imbalance(Scenario.Usd)));
    }

    [Fact, Trait("Criterion", "OPTI-021")]
    public void Out_of_the_money_the_premium_stays_with_the_seller()
    {
        var (option, buyer, seller) = Traded();
        var order = _venue.Order(buyer, 1, 100, option);
        _venue.Advance(Duration.FromMinutes(60));
        Assert.Equal(RejectReason.PastExpiry, _venue.TryOrder(buyer, 1, 100, option).Reason);

        _venue.Do(new ExpireInstrument(_venue.Now, option));

        Assert.Equal((920, 1080), (_venue.Balance(buyer), _venue.Balance(seller)));
        Assert.Null(_venue.Engine.OrderOf(order));
    }

    [Fact, Trait("Criterion", "OPTI-022")]
    public void An_option_expires_when_it_is_due_and_may_be_delisted_at_its_mark()
    {
        var (option, buyer, _) = Traded();

        Assert.Equal(RejectReason.NotExpiredYet, _venue.Refused(new ExpireInstrument(_venue.Now, option)).Reason);
        Assert.Equal(RejectReason.NotPerpetual, _venue.Refused(new SettleFunding(_venue.Now, option)).Reason);
        var mark = _venue.Mark(option);
        _venue.Do(new DelistInstrument(_venue.Now, option));

        Assert.Equal(mark, Assert.Single(_venue.Latest<InstrumentClosed>()).SettlementPrice.Units);
        Assert.Equal(1000 - 80 + (10 * mark / 100), _venue.Balance(buyer));
    }

    private (InstrumentId Option, AccountId Buyer, AccountId Seller) Traded()
    {
        _venue.Price(100);
        var expiry = _venue.Now + Duration.FromMinutes(60);
        var option = _venue.List(Listings.Option(OptionType.Call, 100, expiry));
        _venue.Surface(_venue.Flat(expiry, 0.8, 100));
        var (buyer, seller) = (_venue.User(1000), _venue.User(1000));
        _venue.Trade(buyer, seller, 10, 800, option);
        return (option, buyer, seller);
    }
}
