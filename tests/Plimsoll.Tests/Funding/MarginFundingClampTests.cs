using Plimsoll.Funding;

namespace Plimsoll.Tests.Funding;

public sealed class MarginFundingClampTests
{
    [Theory]
    [InlineData(3_000_000, 1_000_000, 0, 3_000_000)]
    [InlineData(6_000_000, 50_000, 600_000, 120_000)]
    [InlineData(423_978_721, 745_345, 564_947, 137_481_459)]
    [InlineData(6_000_000, 50_000, 1_000_000, 0)]
    public void The_clamp_is_a_multiple_of_the_room_above_maintenance(long factor, long initial, long fraction, long clamp) =>
        Assert.Equal(clamp, MarginFundingClamp.MaxRate(factor, initial, fraction));
}
