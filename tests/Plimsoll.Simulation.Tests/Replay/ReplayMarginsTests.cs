using Plimsoll.Formats.Models;
using Plimsoll.Margin;
using Plimsoll.Simulation.Replay;
using Plimsoll.Values;

namespace Plimsoll.Simulation.Tests.Replay;

/// <summary>The replayed venue asks for what a margin model says, coin by coin.</summary>
public sealed class ReplayMarginsTests
{
    /// <summary>Binance, October 2024: BTCUSDT up to 50,000 at 125x and 0.4 %, ETHUSDT likewise; LTCUSDT up to 10,000 at 75x and 0.5 %.</summary>
    [Theory]
    [InlineData("BTC", 125, 40)]
    [InlineData("ETH", 125, 40)]
    [InlineData("LTC", 75, 50)]
    [InlineData("a coin of nobody", 75, 50)]
    public void Usually_they_are_those_of_binance(string coin, int leverage, int maintenance)
    {
        var table = Assert.IsType<RiskTierTable>(ReplayMargins.Default.Of(coin));

        Assert.Equal(
            (Leverage.Of(leverage), Rate.FromBasisPoints(maintenance)),
            (table.Tiers[0].MaxLeverage, table.Tiers[0].MaintenanceMarginRate)
        );
        Assert.Equal(Leverage.Of(leverage), Leverage.Most(table.LeastInitialRate));
    }

    [Fact]
    public void Any_model_with_linear_perpetuals_will_do()
    {
        var margins = new ReplayMargins(ModelCatalog.BuiltIn.Find("hyperliquid")!);

        Assert.NotSame(ReplayMargins.Default.Of("BTC"), margins.Of("BTC"));
        Assert.IsType<MarginSchedule>(margins.Of("BTC"), exactMatch: false);
    }

    [Fact]
    public void A_model_without_a_coin_and_without_the_one_that_stands_in_is_refused()
    {
        var margins = new ReplayMargins(ModelCatalog.BuiltIn.Find("deribit-inverse")!);

        var exception = Assert.Throws<MissingMarginException>(() => margins.Of("BTC"));
        Assert.Contains("deribit-inverse lists no linear perpetual on BTC, and none on LTC", exception.Message, StringComparison.Ordinal);
    }
}
