using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Liquidation;
using Plimsoll.Testing;

namespace Plimsoll.Tests.Liquidation;

public sealed class ProportionalLiquidationTests
{
    // Paradex' example: worth 80 against a maintenance margin of 88.8.
    private static readonly ValuedAccount Alice = new(1_000, [new(0.1m, 60_000, 54_800, 0.01m), new(-1, 3_000, 3_400, 0.01m)]);

    [Fact]
    public void The_smallest_share_that_reaches_the_target_is_closed()
    {
        var step = ProportionalLiquidation.Choose(Alice.Value, Alice.Maintenance, feeRate: 0.5m, shareStep: 0.2m, targetRatio: 0.9m);

        Assert.Equal((80, 88.8m), (Alice.Value, Alice.Maintenance));
        Assert.Equal((0.4m, 17.76m, 62.24m), (step.Share, step.Penalty, step.AccountValue));
        Assert.Equal(614.24m, Alice.CollateralAfter(step));
    }

    [Fact]
    public void A_healthy_account_is_left_alone() => Assert.Equal(0, ProportionalLiquidation.Choose(88.8m, 88.8m, 0.5m, 0.2m, 0.9m).Share);

    [Fact]
    public void A_bankrupt_account_is_closed_whole()
    {
        var step = ProportionalLiquidation.Choose(-10, 88.8m, 0.5m, 0.2m, 0.9m);

        Assert.Equal((1m, 0m), (step.Share, step.Maintenance));
        Assert.Null(step.MarginRatio);
    }

    [Fact]
    public void The_chosen_share_reaches_the_target_and_the_one_before_does_not() =>
        Prop.ForAll(
                Gen.Choose(-50, 150).ToArbitrary(),
                Gen.Choose(0, 9).ToArbitrary(),
                (value, fee) =>
                {
                    var step = ProportionalLiquidation.Choose(value, 100, fee / 10m, 0.2m, 0.9m);
                    var before = ProportionalLiquidation.After(step.Share - 0.2m, value, 100, fee / 10m);
                    return step.Share == 0 ? value >= 100
                        : step.Share == 1 ? !(before.MarginRatio < 0.9m)
                        : step.MarginRatio < 0.9m && !(before.MarginRatio < 0.9m);
                }
            )
            .Check(Exploration.Usual);
}
