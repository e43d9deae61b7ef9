using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Collateral;
using Plimsoll.Testing;

namespace Plimsoll.Tests.Collateral;

public sealed class SteppedLadderTests
{
    // OKX, token X, April 2025, in millions.
    private static readonly SteppedLadder Ladder = new([new(120, 0.85m), new(200, 0.79m), new(250, 0.76m)], (120, 0.03m));

    [Theory]
    [InlineData(1, 120, 0.85)]
    [InlineData(3, 250, 0.76)]
    [InlineData(10, 1_090, 0.55)]
    [InlineData(27, 3_130, 0.04)]
    [InlineData(29, 3_370, 0)]
    public void Rungs_go_on_by_constant_steps_until_zero(int tier, int cap, double rate) =>
        Assert.Equal(new DiscountRung(cap, (decimal)rate), Ladder.Rung(tier));

    [Fact]
    public void The_rungs_end_before_the_rate_is_zero() => Assert.Equal(new DiscountRung(3_250, 0.01m), Ladder.Rungs.Last());

    [Fact]
    public void Each_slice_counts_at_its_own_rate()
    {
        Assert.Equal((120 * 0.85m) + (30 * 0.79m), Ladder.Counted(150));
        Assert.Equal(-150, Ladder.Counted(-150)); // a debt counts in full
        Assert.Equal(Ladder.Counted(3_250), Ladder.Counted(9_999)); // nothing counts beyond
    }

    [Fact]
    public void Without_steps_it_ends()
    {
        var ladder = new SteppedLadder([new(10, 0.5m)], step: null);

        Assert.Null(ladder.Rung(2));
        Assert.Equal(5, ladder.Counted(20));
    }

    [Fact]
    public void Rungs_out_of_order_and_endless_steps_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new SteppedLadder([], step: null));
        Assert.Throws<ArgumentException>(() => new SteppedLadder([new(10, 0.5m), new(10, 0.4m)], step: null));
        Assert.Throws<ArgumentException>(() => new SteppedLadder([new(10, 0.5m), new(20, 0.6m)], step: null));
        Assert.Throws<ArgumentException>(() => new SteppedLadder([new(10, 0.5m)], (1, 0.00001m)));
    }

    [Fact]
    public void More_never_counts_less_and_never_more_than_it_is() =>
        Prop.ForAll(
                Gen.Choose(0, 5_000).ToArbitrary(),
                amount => Ladder.Counted(amount) <= Ladder.Counted(amount + 1) && Ladder.Counted(amount) <= amount * 0.85m
            )
            .Check(Exploration.Usual);
}
