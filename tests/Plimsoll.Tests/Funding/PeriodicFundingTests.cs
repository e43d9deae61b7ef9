using Plimsoll.Funding;

namespace Plimsoll.Tests.Funding;

public sealed class PeriodicFundingTests
{
    [Fact]
    public void An_hourly_payment_is_an_eighth_of_eight_hours()
    {
        var premium = ImpactPremium.Of(impactBid: 10_100, impactAsk: 10_101, index: 10_000);
        var rate = FundingRule.PulledToInterest(premium, 0.0001m, 0.0005m);

        Assert.Equal(0.01m, premium);
        Assert.Equal(0.0095m, rate);
        Assert.Equal(0.0011875m, PeriodicFunding.PerInterval(rate, 8, 1, cap: 0.04m));
    }

    [Fact]
    public void The_cap_holds_what_is_paid_both_ways()
    {
        Assert.Equal(0.04m, PeriodicFunding.PerInterval(0.4m, 8, 1, 0.04m));
        Assert.Equal(-0.04m, PeriodicFunding.PerInterval(-0.4m, 8, 1, 0.04m));
        Assert.Equal(0.05m, PeriodicFunding.PerInterval(0.4m, 8, 1, cap: null));
    }

    [Fact]
    public void There_is_no_premium_while_the_index_is_within_the_spread() => Assert.Equal(0, ImpactPremium.Of(99, 101, 100));

    [Fact]
    public void A_book_below_the_index_has_a_negative_premium() => Assert.Equal(-0.02m, ImpactPremium.Of(97, 98, 100));

    [Fact]
    public void An_inverse_long_pays_a_positive_rate_and_its_short_receives_the_same()
    {
        var rate = PeriodicFunding.Interest(0.01m, 0.0025m, 3);

        Assert.Equal((20, 0.05m), FundingPayment.Of(15_000, 750, isInverse: true, rate));
        Assert.Equal((-20, -0.05m), FundingPayment.Of(-15_000, 750, isInverse: true, rate));
        Assert.Equal(1_500, FundingPayment.Of(2, 750, isInverse: false, rate).Value);
    }
}
