using Plimsoll.Liquidation;

namespace Plimsoll.Tests.Liquidation;

public sealed class PacedLiquidationTests
{
    private static readonly PacedLiquidationRules Rules = new(0.05m, 0.02m, 0.01m, 0.01m, 0.1m, 150, 0.01m, 0.01m, 50);

    private static PacedAccount Account(int side) => new(side * 20, side * -2_000, 50, 0, 0, IsInLiquidation: false, 0, 1);

    /// <summary>18 of 20 would cover the shortage of 90; at once a tenth of it may be freed, which is 1.8.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void At_first_only_the_initial_share_is_freed(int side)
    {
        var step = PacedLiquidation.Visit(Account(side), 100, 1, Rules);

        Assert.Equal(90, step.Shortage);
        Assert.Equal(1.8m, step.Transferred);
        Assert.Equal(side * 18.2m, step.After.Size);
        Assert.Equal(1.8m, step.InsuranceFee);
        Assert.False(step.HasEnded);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Nothing_is_lost_between_account_liquidator_and_fund(int side)
    {
        var before = Account(side);
        var step = PacedLiquidation.Visit(before, 100, 1, Rules);

        Assert.Equal(before.Quote, step.After.Quote + step.LiquidatorQuote + step.InsuranceFee);
        Assert.Equal(before.Size, step.After.Size + step.LiquidatorSize);
    }

    [Fact]
    public void Cancelling_orders_counts_as_freed()
    {
        var step = PacedLiquidation.Visit(Account(1) with { OpenBid = 10 }, 100, 1, Rules);

        Assert.Equal(70.01m, step.MarginFreed);
        Assert.Equal(0, step.Transferred);
    }

    [Fact]
    public void In_time_the_liquidation_ends()
    {
        var steps = PacedLiquidation.Visits(Account(1), 100, [1, 51, 101, 151], Rules);

        Assert.True(steps[^1].HasEnded);
        Assert.Equal(0, steps[^1].MarginFreed);
        Assert.Equal(steps.Select(step => step.After.Size).OrderDescending(), steps.Select(step => step.After.Size));
    }

    [Fact]
    public void A_healthy_account_is_left_alone()
    {
        var account = Account(1) with { Collateral = 100 };

        Assert.Equal(account, PacedLiquidation.Visit(account, 100, 1, Rules).After);
    }

    [Fact]
    public void Without_pace_the_buffer_is_reached_at_once()
    {
        var account = new PacedAccount(2, -200, 5, 0, 0, IsInLiquidation: false, 0, 0);
        var step = PacedLiquidation.Visit(account, 100, 0, Rules with { InitialShare = 1, Duration = 0 });

        Assert.Equal(0.07m, step.After.RatioAt(100));
        Assert.True(step.HasEnded);
    }

    [Fact]
    public void A_fee_waits_for_its_grace_and_stops_at_its_largest()
    {
        Assert.Equal(20_000, TimeScaledFee.Of(20_000, 50_000, 1_499, 1_500, 1));
        Assert.Equal(21_500, TimeScaledFee.Of(20_000, 50_000, 1_500, 1_500, 1));
        Assert.Equal(50_000, TimeScaledFee.Of(20_000, 50_000, 100_000, 1_500, 1));
    }
}
