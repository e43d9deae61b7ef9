using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Funding;
using Plimsoll.Marking;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Settlement;

public sealed class FundingTests
{
    // Interest alone: without a book there is no premium.
    private static readonly FundingParameters Hourly = new(
        Duration.FromHours(1),
        Rate.FromPercent(1),
        Rate.FromPercent(100),
        Rate.FromPercent(5)
    );

    [Theory, Trait("Criterion", "FUND-002")]
    [InlineData(1, -11, 11)]
    [InlineData(-1, 10, -10)]
    public void The_side_of_the_sign_pays(long percent, long longs, long shorts)
    {
        // 10 at 105: notional 1,050; 1 % is 10.5: payers pay 11, receivers get 10.
        var venue = Venue(Hourly with { Interest = Rate.FromPercent(percent) });
        var (buyer, seller) = (venue.User(1000), venue.User(1000));
        venue.Price(105);
        venue.Trade(buyer, seller, 10, 105);

        Settle(venue);

        Assert.Equal((longs, shorts > 0 ? 10 : -11), (venue.Balance(buyer) - 1000, venue.Balance(seller) - 1000));
        Assert.Equal((1, 0), (venue.Balance(AccountId.Rounding), venue.Imbalance(Scenario.Usd)));
        Assert.Equal(percent * 10_000_000, Assert.Single(venue.Latest<FundingSettled>()).FundingRate.Nano);
    }

    [Fact, Trait("Criterion", "FUND-002")]
    public void What_stays_is_never_negative_however_many_receive()
    {
        var venue = Venue(Hourly);
        var seller = venue.User(10_000);
        venue.Price(103);
        var buyers = new[] { 1L, 2, 3, 4 }
            .Select(quantity =>
            {
                var buyer = venue.User(1000);
                venue.Trade(buyer, seller, quantity, 103);
                return buyer;
            })
            .ToArray();

        Settle(venue);

        // 1.03, 2.06, 3.09, 4.12, each rounded up; the seller gets floor(10.3).
        Assert.Equal([2L, 3, 4, 5], buyers.Select(buyer => 1000 - venue.Balance(buyer)));
        Assert.Equal((10_010, 4), (venue.Balance(seller), venue.Balance(AccountId.Rounding)));
    }

    [Fact, Trait("Criterion", "FUND-002")]
    public void Funding_of_an_inverse_perpetual_is_paid_in_its_asset()
    {
        // Ten contracts of 100 dollars at 96: 10.4166… coins; 1 % is 0.10416…: 11 units paid, 10 received.
        var venue = new Scenario();
        venue.Price(96);
        var inverse = venue.List(Listings.Inverse with { Funding = Hourly });
        venue.Price(96);
        var (buyer, seller) = (venue.Deposit(venue.User(), Scenario.Btc, 1000), venue.Deposit(venue.User(), Scenario.Btc, 1000));
        venue.Trade(buyer, seller, 10, 96, inverse);

        Settle(venue, inverse);

        Assert.Equal(
            (989, 1010, 1),
            (venue.Balance(buyer, Scenario.Btc), venue.Balance(seller, Scenario.Btc), venue.Balance(AccountId.Rounding, Scenario.Btc))
        );
    }

    [Fact, Trait("Criterion", "FUND-002")]
    public void Funding_is_due_at_the_first_multiple_of_the_interval_and_then_at_the_next()
    {
        var venue = Venue(Hourly);
        var due = venue.Engine.NextFunding(Scenario.Perp);
        Assert.Equal(0, due.Nanoseconds % Duration.FromHours(1).Nanoseconds);
        Assert.True(due > venue.Now && due - venue.Now <= Duration.FromHours(1));

        venue.Wait(new((due - venue.Now).Nanoseconds - 1));
        Assert.Equal(RejectReason.FundingNotDue, venue.Refused(new SettleFunding(venue.Now, Scenario.Perp)).Reason);
        venue.Wait(new(1)).Do(new SettleFunding(venue.Now, Scenario.Perp));

        Assert.Equal(due + Duration.FromHours(1), venue.Engine.NextFunding(Scenario.Perp));
        venue.Wait(Duration.FromMinutes(150)).Do(new SettleFunding(venue.Now, Scenario.Perp));
        Assert.Equal(due + Duration.FromHours(3), venue.Engine.NextFunding(Scenario.Perp));
    }

    [Fact, Trait("Criterion", "FUND-002")]
    public void The_premium_is_averaged_over_time()
    {
        // A book at 10,100 for a quarter of the time, at the index for the rest: 1 % · 1/4. The interest follows nothing with a damper of zero.
        var mark = new MarkParameters(Duration.FromSeconds(0), Rate.FromPercent(5), Rate.FromPercent(5));
        var funding = Hourly with { Damper = Rate.Zero };
        var venue = new Scenario(
            perp: Scenario.Perpetual with
            {
                Funding = funding,
                Mark = mark,
            },
            index: Scenario.ThreeSources with
            {
                StaleAfter = Duration.FromHours(24),
            }
        );
        venue.Price(10_000).Book(10_100, 10_100, 10_100);
        venue.Advance(Duration.FromHours(1)).Do(new SettleFunding(venue.Now, Scenario.Perp));

        // From here: fifteen minutes at the premium, forty-five without.
        venue.Advance(Duration.FromMinutes(10)).Wait(Duration.FromMinutes(5)).Book(10_000, 10_000, 10_000);
        venue.Wait(Duration.FromMinutes(45)).Do(new AdvanceTime(venue.Now)).Do(new SettleFunding(venue.Now, Scenario.Perp));

        Assert.Equal(2_500_000, Assert.Single(venue.Latest<FundingSettled>()).FundingRate.Nano);
    }

    [Fact, Trait("Criterion", "FUND-002")]
    public void Funding_may_start_a_liquidation()
    {
        var venue = Venue(Hourly);
        var user = venue.LongTen(59);

        Settle(venue);

        Assert.Equal(AccountCondition.InLiquidation, venue.Condition(user));
    }

    [Fact, Trait("Criterion", "FUND-003")]
    public void The_cap_bounds_the_rate()
    {
        var venue = Venue(Hourly with { Interest = Rate.FromPercent(9) });
        var user = venue.LongTen(1000);

        Settle(venue);

        Assert.Equal(1000 - 50, venue.Balance(user));
    }

    private static Scenario Venue(FundingParameters funding)
    {
        var venue = new Scenario(perp: Scenario.Perpetual with { Funding = funding });
        return venue.Price(100);
    }

    private static void Settle(Scenario venue, InstrumentId? instrument = null)
    {
        var due = venue.Engine.NextFunding(instrument ?? Scenario.Perp);
        venue.Wait(due - venue.Now).Do(new SettleFunding(venue.Now, instrument ?? Scenario.Perp));
    }
}
