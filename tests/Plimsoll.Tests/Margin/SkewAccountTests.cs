using Plimsoll.Margin;
using Plimsoll.Marking;

namespace Plimsoll.Tests.Margin;

public sealed class SkewAccountTests
{
    private static readonly SkewScaledRatios Ratios = new(100, 2, 0.01m, 0.5m, 10);

    /// <summary>A short of one in a market of depth 100 fills 0.5 % below 30 000 and needs 2 % + 1 % of it.</summary>
    [Fact]
    public void An_account_pays_for_the_skew_it_makes()
    {
        var account = SkewAccount.Of(1_000, [new("BTC", -1, 30_000, 0, Ratios)]);

        Assert.Equal(850, account.AvailableMargin);
        Assert.Equal(910, account.InitialMargin);
        Assert.Equal(460, account.MaintenanceMargin);
        Assert.Equal(30_000, account.Notional);
    }

    [Fact]
    public void Whoever_balances_the_market_is_paid() =>
        Assert.True(SkewAccount.Of(0, [new("BTC", -1, 30_000, 5, Ratios)]).AvailableMargin > 0);

    [Fact]
    public void Nothing_needs_nothing() => Assert.Equal((0, 0), SkewScaledMargin.Of(0, 30_000, Ratios));

    [Fact]
    public void Filling_in_parts_costs_what_filling_at_once_does()
    {
        var parts = (3 * SkewPrice.Fill(1_200, 3, 10, 500)) + (7 * SkewPrice.Fill(1_200, 7, 13, 500));

        Assert.Equal(10 * SkewPrice.Fill(1_200, 10, 10, 500), parts);
    }

    [Fact]
    public void Without_a_scale_the_oracle_price_holds() => Assert.Equal(1_200, SkewPrice.Fill(1_200, 100, 50, 0));
}
