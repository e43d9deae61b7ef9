using Plimsoll.Margin;

namespace Plimsoll.Tests.Margin;

public sealed class SlippageAndRiskFactorMarginTests
{
    private static readonly SlippageAndRiskFactors Factors = new(0.25m, 0.1m, 0.11m);

    [Fact]
    public void The_engine_lets_only_the_position_slip_and_the_text_the_orders_too()
    {
        var holding = new PositionAndOrders(10, 4, 8);

        Assert.Equal(562, SlippageAndRiskFactorMargin.Maintenance(holding, 144, Factors));
        Assert.Equal(705.6m, SlippageAndRiskFactorMargin.Unrounded(holding, 144, Factors with { IsSlippageOnOrders = true }));
    }

    [Fact]
    public void Rounds_once_where_a_decimal_runs_out_of_digits()
    {
        var tiny = new SlippageAndRiskFactors(0.0000000000000000000000000001m, 0, 0);

        Assert.Equal(1, SlippageAndRiskFactorMargin.Maintenance(new(1), 1, tiny));
        Assert.Equal(1_000_001, SlippageAndRiskFactorMargin.Maintenance(new(1_000_000), 1, tiny with { LongRisk = 1 }));
    }

    [Fact]
    public void Orders_never_lower_the_margin()
    {
        for (var position = -5; position <= 5; position++)
        {
            var alone = SlippageAndRiskFactorMargin.Maintenance(new(position), 100, Factors);
            for (var size = 0; size <= 10; size++)
            {
                Assert.True(SlippageAndRiskFactorMargin.Maintenance(new(position, size), 100, Factors) >= alone);
                Assert.True(SlippageAndRiskFactorMargin.Maintenance(new(position, 0, size), 100, Factors) >= alone);
            }
        }
    }

    [Fact]
    public void At_the_liquidation_price_collateral_equals_maintenance()
    {
        var holding = new PositionAndOrders(-10);
        var price = SlippageAndRiskFactorMargin.LiquidationPrice(holding, 100, 500, Factors);

        Assert.NotNull(price);
        Assert.Equal(500 + (10 * (100 - price.Value)), SlippageAndRiskFactorMargin.Unrounded(holding, price.Value, Factors), 20);
    }

    [Fact]
    public void Levels_are_of_the_rounded_maintenance() =>
        Assert.Equal(new MarginLevels(41842481, 133895939, 167369924, 209212405), FourLevelMargin.Of(41842481, new(3.2m, 4, 5)));
}
