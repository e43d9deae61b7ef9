using Plimsoll.Values;

namespace Plimsoll.Tests.Values;

public sealed class HaircutTests
{
    [Theory]
    [InlineData(-1)]
    [InlineData(1_000_000_001)]
    public void Lies_between_nothing_and_all(long nano) => Assert.Throws<ArgumentOutOfRangeException>(() => new Haircut(nano));

    [Fact, Trait("Criterion", "VALU-004")]
    public void Weight_and_haircut_are_one()
    {
        var tenth = Haircut.FromPercent(10);

        Assert.Equal(900_000_000, tenth.WeightNano);
        Assert.Equal(Rate.NanoPerOne, tenth.Nano + tenth.WeightNano);
        Assert.Equal(Haircut.None, default);
        Assert.Equal(Rate.NanoPerOne, default(Haircut).WeightNano);
    }
}
