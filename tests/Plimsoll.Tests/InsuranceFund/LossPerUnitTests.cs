using Plimsoll.InsuranceFund;

namespace Plimsoll.Tests.InsuranceFund;

public sealed class LossPerUnitTests
{
    [Fact]
    public void Deposits_bear_the_whole_loss()
    {
        var change = LossPerUnit.OfDeposits(11_000_000, 120_000_000, 10_000_000_000);

        Assert.Equal(916_666_667, change);
        Assert.True(change * 120_000_000 / 10_000_000_000 >= 11_000_000);
    }

    [Fact]
    public void Without_deposits_the_index_stays() => Assert.Equal(0, LossPerUnit.OfDeposits(11_000_000, 0, 10_000_000_000));

    /// <summary>100 over 7 long and 7 short is 7.142858 each, rounded up to a millionth.</summary>
    [Fact]
    public void Both_sides_bear_the_loss_of_a_market() =>
        Assert.Equal(7_142_858_000, LossPerUnit.OfOpenInterest(-100_000_000, 7_000_000_000, -7_000_000_000, 9, 3));

    [Fact]
    public void Without_positions_nobody_can() => Assert.Null(LossPerUnit.OfOpenInterest(-100_000_000, 0, 0, 9, 3));
}
