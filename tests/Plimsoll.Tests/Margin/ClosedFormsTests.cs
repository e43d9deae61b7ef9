using Plimsoll.Margin;

namespace Plimsoll.Tests.Margin;

public sealed class ClosedFormsTests
{
    /// <summary>60,000 at 50,000 ten times levered: 1.2 coins, 0.12 behind them, 0.1 added after the fee, 0.02 taken off; 10 % to keep.</summary>
    [Theory]
    [InlineData(60_000, 0.11, 45_833.333333)]
    [InlineData(-60_000, 0.09, 56_250)]
    public void An_isolated_inverse_position_is_liquidated_where_equity_meets_the_margin(int contracts, double added, double price)
    {
        var found = ClosedForms.InverseIsolated(contracts, 50_000, 10, 0.1m, 0.02m, (decimal)added, 0.1m)!.Value;

        Assert.Equal(price, (double)found, 5);
        var side = Math.Sign(contracts);
        var equity = 0.12m + ((decimal)added / (1 + (side * 0.1m))) + (contracts * ((1m / 50_000) - (1 / found)));
        Assert.Equal((0.1m * 60_000 / found) - 0.02m, equity, 12);
    }

    [Fact]
    public void A_short_with_enough_behind_it_is_never_liquidated() =>
        Assert.Null(ClosedForms.InverseIsolated(-100, 50_000, 1, 0.01m, 0, 0.1m, 0));
}
