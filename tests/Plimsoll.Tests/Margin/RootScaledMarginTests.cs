using System.Numerics;
using Plimsoll.Margin;

namespace Plimsoll.Tests.Margin;

public sealed class RootScaledMarginTests
{
    private static readonly RootScaledRatios Ratios = new(1_000, 500, 100, 50, 50);

    private static BigInteger Whole { get; } = 1_000_000_000;

    [Theory]
    [InlineData(1, MarginLevel.Initial, 1_000)]
    [InlineData(1_000_000, MarginLevel.Initial, 1_300)]
    [InlineData(-1_000_000, MarginLevel.Initial, 1_300)]
    [InlineData(1, MarginLevel.Fill, 750)]
    [InlineData(0, MarginLevel.Maintenance, 500)]
    public void An_ordinary_ratio_grows_beyond_a_size(long size, MarginLevel level, long ratio) =>
        Assert.Equal(ratio, RootScaledMargin.Ratio(size * Whole, level, isHighLeverage: false, Ratios));

    [Theory]
    [InlineData(1, MarginLevel.Initial, 100)]
    [InlineData(10, MarginLevel.Initial, 104)]
    [InlineData(3_000, MarginLevel.Initial, 221)]
    [InlineData(1_000_000, MarginLevel.Initial, 1_300)]
    [InlineData(3_000, MarginLevel.Maintenance, 67)]
    [InlineData(300_000, MarginLevel.Maintenance, 313)]
    public void High_leverage_climbs_to_the_ordinary_ratio(long size, MarginLevel level, long ratio) =>
        Assert.Equal(ratio, RootScaledMargin.Ratio(size * Whole, level, isHighLeverage: true, Ratios));

    [Fact]
    public void Where_there_is_no_high_leverage_the_choice_has_no_effect() =>
        Assert.Equal(
            1_000,
            RootScaledMargin.Ratio(Whole, MarginLevel.Initial, isHighLeverage: true, Ratios with { HighLeverageMaintenance = 0 })
        );

    [Theory]
    [InlineData(MarginLevel.Initial)]
    [InlineData(MarginLevel.Fill)]
    [InlineData(MarginLevel.Maintenance)]
    public void Ratios_never_fall_with_size_and_high_leverage_is_never_dearer(MarginLevel level)
    {
        var sizes = Enumerable.Range(0, 400).Select(each => each * each * Whole).ToList();
        var ordinary = sizes.ConvertAll(size => RootScaledMargin.Ratio(size, level, isHighLeverage: false, Ratios));
        var high = sizes.ConvertAll(size => RootScaledMargin.Ratio(size, level, isHighLeverage: true, Ratios));

        Assert.Equal(ordinary.Order(), ordinary);
        Assert.Equal(high.Order(), high);
        Assert.All(ordinary.Zip(high), pair => Assert.True(pair.Second <= pair.First));
    }

    [Fact]
    public void Weights_move_with_size()
    {
        var size = 1_000 * Whole;

        Assert.Equal(8_357, RootScaledMargin.AssetWeight(size, 9_000, 10_000));
        Assert.Equal(11_962, RootScaledMargin.LiabilityWeight(size, 11_000, 10_000));
        Assert.Equal(9_000, RootScaledMargin.AssetWeight(size, 9_000, 0));
        Assert.Equal(11_000, RootScaledMargin.LiabilityWeight(0, 11_000, 10_000));
    }

    [Fact]
    public void Margin_is_a_share_of_notional() => Assert.Equal(20_000_000, RootScaledMargin.Margin(-2 * Whole, 100_000_000, 1_000));
}
