using Plimsoll.Values;

namespace Plimsoll.Tests.Values;

public sealed class TimestampTests
{
    [Fact]
    public void Lengths_of_time_are_nanoseconds()
    {
        Assert.Equal(new Duration(1_000_000_000), Duration.FromSeconds(1));
        Assert.Equal(Duration.FromSeconds(60), Duration.FromMinutes(1));
        Assert.Equal(Duration.FromMinutes(60), Duration.FromHours(1));
        Assert.Equal(new Timestamp(1_000_000), Timestamp.FromMilliseconds(1));
    }

    [Fact]
    public void Later_than_never_is_never()
    {
        var moment = new Timestamp(5);

        Assert.Equal(new Timestamp(15), moment + new Duration(10));
        Assert.Equal(new Duration(10), moment + new Duration(10) - moment);
        Assert.Equal(Timestamp.Never, Timestamp.Never + new Duration(1));
        Assert.Equal(Timestamp.Never, new Timestamp(long.MaxValue - 1) + new Duration(2));
    }

    [Fact, Trait("Criterion", "VALU-001")]
    public void A_difference_that_does_not_fit_is_an_error() => Assert.Throws<OverflowException>(() => Timestamp.Never - new Timestamp(-1));

    [Fact, Trait("Criterion", "VALU-004")]
    public void Default_is_zero()
    {
        Assert.Equal(new Timestamp(0), default);
        Assert.Equal(new Duration(0), default);
        Assert.Equal(new Price(0), default);
        Assert.False(default(Price).IsPositive);
        Assert.Equal(Rate.Zero, default);
    }
}
