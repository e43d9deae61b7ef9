using Plimsoll.Margin;
using Plimsoll.Values;

namespace Plimsoll.Tests.Margin;

public sealed class SolvencyLineTests
{
    [Theory, Trait("Criterion", "LIQU-003")]
    [InlineData(99, 100, true, true)]
    [InlineData(100, 100, false, true)]
    [InlineData(101, 100, false, false)]
    [InlineData(0, 0, false, false)]
    [InlineData(-1, 0, true, true)]
    public void Exactly_at_maintenance_margin_is_safe_unless_the_venue_says_otherwise(
        int equity,
        int maintenance,
        bool isBelow,
        bool isBelowWithLine
    )
    {
        Assert.Equal(isBelow, SolvencyLine.IsBelow(new(equity), new(maintenance), isLineBelow: false));
        Assert.Equal(isBelowWithLine, SolvencyLine.IsBelow(new(equity), new(maintenance), isLineBelow: true));
    }

    [Theory]
    [InlineData(111, true)]
    [InlineData(110, false)]
    public void A_multiple_is_reached_when_equity_covers_it_rounded_up(int equity, bool isReached) =>
        Assert.Equal(isReached, SolvencyLine.Reaches(new(equity), new(101), Rate.FromBasisPoints(10_900))); // 109 % of 101 is 110.09
}
