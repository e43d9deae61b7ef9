using Plimsoll.Funding;

namespace Plimsoll.Tests.Funding;

public sealed class FundingVelocityTests
{
    [Theory]
    [InlineData(300, 0.00075)]
    [InlineData(-300, -0.00075)]
    [InlineData(20_000, 0.025)]
    [InlineData(-20_000, -0.025)]
    public void The_velocity_follows_the_skew_up_to_its_largest(int skew, decimal velocity) =>
        Assert.Equal(velocity, FundingVelocity.Of(skew, 10_000, 0.025m));

    [Fact]
    public void The_rate_drifts_with_time() => Assert.Equal(0.0015m, FundingVelocity.Rate(0.001m, 0.0005m, 86_400));

    [Fact]
    public void Without_a_scale_it_stands_still() => Assert.Equal(0, FundingVelocity.Of(300, 0, 0.025m));
}
