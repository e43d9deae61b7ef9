using Plimsoll.Margin;

namespace Plimsoll.Tests.Margin;

public sealed class SpotMarginLiquidationTests
{
    [Fact]
    public void A_borrower_of_quote_is_liquidated_when_the_base_falls() =>
        Assert.Equal(22_000, SpotMarginLiquidation.PriceAt(1.1m, assets: (1, 0), liabilities: (0, 20_000)));

    [Fact]
    public void A_borrower_of_base_is_liquidated_when_it_rises()
    {
        var price = SpotMarginLiquidation.PriceAt(1.1m, assets: (0, 22_000), liabilities: (1, 0));

        Assert.Equal(20_000, price);
    }

    [Fact]
    public void Who_owes_nothing_is_never_liquidated()
    {
        Assert.Null(SpotMarginLiquidation.PriceAt(1.1m, (1, 500), (0, 0)));
        Assert.Null(SpotMarginLiquidation.PriceAt(1.1m, (0, 500), (0, 100)));
    }
}
