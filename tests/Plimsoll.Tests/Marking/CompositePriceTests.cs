using Plimsoll.Funding;
using Plimsoll.Marking;

namespace Plimsoll.Tests.Marking;

public sealed class CompositePriceTests
{
    [Fact]
    public void A_source_counts_up_to_its_tolerance_and_not_beyond()
    {
        Assert.Equal(15939, CompositePrice.Weighted([new(15979, 1, 1, 8), new(15900, 1, 5, 5)]));
        Assert.Equal(15979, CompositePrice.Weighted([new(15979, 1, 5, 8), new(15900, 1, 9, 5)]));
        Assert.Null(CompositePrice.Median([new(15900, 1, 9, 5)]));
    }

    [Fact]
    public void Older_trades_count_less() =>
        Assert.Equal(15969, TradesPrice.Of([(0, 15920, 2), (1, 15940, 1), (2, 15960, 3), (3, 15990, 5)], 4, 4, 0.5m, 1));

    [Fact]
    public void A_book_too_thin_has_no_impact_price() =>
        Assert.Null(ImpactDepthMid.Of([new(1, 100)], [new(1, 101)], 10_000, new(0.25m, 0.1m, 0.1m), 1.2m).Price);

    [Fact]
    public void Pauses_are_cut_out_of_an_average() =>
        Assert.Equal(10800, TimeWeightedPrice.Of([(0, 10000), (60, 11000)], 0, 360, [(300, 360)]));

    [Fact]
    public void Funding_is_what_longs_pay_and_shorts_receive()
    {
        var (payment, rate) = TimeWeightedFunding.Of(1590000, 1600000, 63072, 0, new(InterestRate: 0.05m, ClampUpper: 0.9m));

        Assert.Equal((160, 0.0001m), (payment, rate));
        Assert.Equal(0, TimeWeightedFunding.CashFlow(1, payment, 0) + TimeWeightedFunding.CashFlow(-1, payment, 0));
    }
}
