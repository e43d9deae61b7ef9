using Plimsoll.AutoDeleveraging;

namespace Plimsoll.Tests.AutoDeleveraging;

public sealed class AdlScoreTests
{
    [Fact]
    public void Profit_of_the_wallet_times_the_margin_ratio()
    {
        var profit = AdlScore.ProfitOfWallet(unrealizedPnl: 40.2m, walletBalance: 4.27m);

        Assert.Equal(9.41m, Math.Round(profit, 2));
        Assert.Equal(1.26m, Math.Round(profit * 0.1342m, 2));
        Assert.Equal(0, AdlScore.ProfitOfWallet(-5, 100));
        Assert.Equal(7, AdlScore.ProfitOfWallet(7, walletBalance: 0)); // a wallet below one counts as one
    }

    [Fact]
    public void Without_equity_the_margin_ratio_is_zero()
    {
        Assert.Equal(0, AdlScore.MarginRatio(10, 0));
        Assert.Equal(0.25m, AdlScore.MarginRatio(10, 40));
    }

    [Fact]
    public void A_profit_is_multiplied_by_leverage_and_a_loss_divided()
    {
        var leverage = AdlScore.EffectiveLeverage(markValue: 110, bankruptValue: 90);

        Assert.Equal(5.5m, leverage);
        Assert.Equal(0.55m, AdlScore.ByProfitAndLeverage(AdlScore.ProfitOfEntry(110, 100), leverage));
        Assert.Equal(-0.02m, AdlScore.ByProfitAndLeverage(-0.1m, 5));
    }

    [Fact]
    public void A_short_has_negative_values()
    {
        Assert.Equal(0.1m, AdlScore.ProfitOfEntry(markValue: -90, entryValue: -100));
        Assert.Equal(4.5m, AdlScore.EffectiveLeverage(markValue: -90, bankruptValue: -110));
    }

    [Fact]
    public void Infinite_leverage_has_no_score()
    {
        Assert.Null(AdlScore.EffectiveLeverage(90, 90));
        Assert.Null(AdlScore.ByProfitAndLeverage(0.1m, leverage: null));
        Assert.Null(AdlScore.ByProfitAndLeverage(-0.1m, leverage: 0));
    }

    [Fact]
    public void Price_ratio_times_leverage() => Assert.Equal(6.05m, AdlScore.ByPriceAndLeverage(110, 100, 1_100, 200));
}
