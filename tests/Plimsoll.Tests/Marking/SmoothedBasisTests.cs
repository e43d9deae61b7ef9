using Plimsoll.Marking;

namespace Plimsoll.Tests.Marking;

public sealed class SmoothedBasisTests
{
    [Fact]
    public void Each_sample_moves_the_basis_by_its_weight()
    {
        BasisSample[] samples = [new(100, 104, 0), new(100, 108, 30)];

        // The first starts it at 4; thirty seconds at a constant of thirty weigh one half: 4 + (8 − 4) / 2.
        Assert.Equal(6, SmoothedBasis.After(null, samples, sample => SmoothedBasis.WeightAfter(sample.Elapsed, 30), clamp: null));
        Assert.Equal(5, SmoothedBasis.After(0, samples[..1], _ => 1, clamp: null) + 1);
    }

    [Fact]
    public void A_sample_without_a_market_changes_nothing() =>
        Assert.Equal(3, SmoothedBasis.After(3, [new(100, null, 60)], _ => 1, clamp: null));

    [Fact]
    public void The_clamp_bounds_it_both_ways()
    {
        Assert.Equal(1, SmoothedBasis.After(null, [new(100, 150, 0)], _ => 1, clamp: 0.01m));
        Assert.Equal(-1, SmoothedBasis.After(null, [new(100, 50, 0)], _ => 1, clamp: 0.01m));
    }

    [Fact]
    public void The_market_is_the_last_trade_within_the_spread()
    {
        Assert.Equal(101, SmoothedBasis.MarketOf(99, 101, 150));
        Assert.Equal(100, SmoothedBasis.MarketOf(99, 101, null));
        Assert.Equal(150, SmoothedBasis.MarketOf(null, 101, 150));
        Assert.Equal(100, SmoothedBasis.MarketOf(101, 99, 150)); // a crossed spread says nothing of the last trade
        Assert.Null(SmoothedBasis.MarketOf(99, null, null));
    }

    [Fact]
    public void Without_time_and_constant_a_sample_counts_alone() => Assert.Equal(1, SmoothedBasis.WeightAfter(0, 0));
}
