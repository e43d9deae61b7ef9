using Plimsoll.InsuranceFund;

namespace Plimsoll.Tests.InsuranceFund;

public sealed class LossSocialisationTests
{
    [Fact]
    public void What_is_collected_is_paid_out_to_the_unit()
    {
        for (var margin = 0; margin <= 40; margin++)
        {
            var sharing = LossSocialisation.Of(5, [new(40, margin)], [7, 20, 13]);

            Assert.Equal(sharing.Collected, sharing.Payouts.Sum());
            Assert.Equal(margin + 5, sharing.Collected + sharing.Pool);
        }
    }

    [Fact]
    public void The_remainder_goes_to_the_last_unless_somebody_is_named()
    {
        Assert.Equal([3, 3, 4], LossSocialisation.Of(0, [new(30, 10)], [10, 10, 10]).Payouts);
        Assert.Equal([4, 3, 3], LossSocialisation.Of(0, [new(30, 10)], [10, 10, 10], remainderTo: 0).Payouts);
    }

    [Fact]
    public void Pools_are_handed_on_whole()
    {
        var pools = new InsurancePools(0) { ["old"] = 1001 };
        pools.Inherit("old", "new", 0.5m);
        pools.Close("old");

        Assert.Equal((0, 500, 501), (pools["old"], pools["new"], pools.Global));
    }
}
