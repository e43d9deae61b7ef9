using Plimsoll.Liquidation;

namespace Plimsoll.Tests.Liquidation;

public sealed class AutoCloseTests
{
    [Theory]
    [InlineData(0.03, 0.015)] // half of it
    [InlineData(0.20, 0.14)] // six percent below
    public void The_fraction_is_the_larger_of_half_and_a_distance(double maintenance, double expected) =>
        Assert.Equal((decimal)expected, AutoClose.Fraction((decimal)maintenance, 0.5m, 0.06m));

    [Fact]
    public void The_deeper_below_the_more_is_closed()
    {
        Assert.Equal(0.4m, AutoClose.Size(2, fraction: 0.012m, autoCloseFraction: 0.015m, leastSize: 0));
        Assert.Equal(2, AutoClose.Size(2, -0.001m, 0.015m, 0));
        Assert.Equal(0, AutoClose.Size(2, 0.015m, 0.015m, 0));
        Assert.Equal(0.5m, AutoClose.Size(2, 0.012m, 0.015m, leastSize: 0.5m));
        Assert.Equal(0.3m, AutoClose.Size(0.3m, 0.012m, 0.015m, leastSize: 0.5m)); // smaller than a step: all of it
    }

    [Fact]
    public void A_provider_pays_between_zero_price_and_mark()
    {
        var zero = MarginFraction.ZeroPrice(9_646, isLong: true, fraction: 0.012m);

        Assert.Equal(9_530.248m, zero);
        Assert.Equal(9_568.832m, AutoClose.CounterpartyPrice(zero, 9_646, 2, 1));
        Assert.Equal(9_761.752m, MarginFraction.ZeroPrice(9_646, isLong: false, fraction: 0.012m));
    }

    [Fact]
    public void At_the_price_of_a_fraction_the_account_has_that_fraction()
    {
        foreach (var (quantity, fraction) in new[] { (2m, 0.015m), (-2m, 0.015m), (2m, 0m) })
        {
            var price = MarginFraction.PriceAt(quantity, entry: 10_000, collateral: 1_000, fraction)!.Value;

            Assert.Equal(fraction, Math.Round((1_000 + (quantity * (price - 10_000))) / (2 * price), 20));
        }

        Assert.Null(MarginFraction.PriceAt(0, 10_000, 1_000, 0.015m));
        Assert.Null(MarginFraction.PriceAt(2, 10_000, 30_000, 0.015m)); // more collateral than the position can lose
    }

    [Fact]
    public void Zero_prices_share_out_exactly_the_account_value()
    {
        var first = MarginFraction.ZeroPriceOfShare(2, 100, accountValue: 30, maintenance: 6, totalMaintenance: 9);
        var second = MarginFraction.ZeroPriceOfShare(-5, 20, accountValue: 30, maintenance: 3, totalMaintenance: 9);

        Assert.Equal((90, 22), (first, second));
        Assert.Equal(30, (2 * (100 - first)) + (-5 * (20 - second)));
    }
}
