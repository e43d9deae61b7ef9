using Plimsoll.Liquidation;

namespace Plimsoll.Tests.Liquidation;

public sealed class CloseOutTests
{
    private static readonly CloseOutTerms Terms = new(0.001m, 0, 6, IsSolventDeleveragedAtOracle: false);

    private static CloseOutPosition Eth(decimal size, decimal oracle) => new("ETH", size, 2_000, oracle, 0.05m);

    private static CloseOutPosition Btc(decimal size, decimal oracle) => new("BTC", size, 50_000, oracle, 0.05m);

    [Theory]
    [InlineData(10, 1_800, 2_180, 1_782, 165.6)]
    [InlineData(-10, 2_200, 2_220, 2_222, 202.4)]
    public void The_book_is_taken_first(int size, int oracle, int balance, int bankruptcy, decimal equity)
    {
        var result = CloseOut.Of(balance, [Eth(size, oracle)], [("ETH", oracle, 50)], Terms);

        var step = Assert.Single(result.Steps);
        Assert.Equal(bankruptcy, step.BankruptcyPrice);
        Assert.Equal(step.CloseSize, step.BookFill);
        Assert.Equal(equity, result.EquityAfter);
    }

    [Theory]
    [InlineData(10, 1_781, 0)]
    [InlineData(10, 1_782, 8)]
    [InlineData(10, 1_900, 8)]
    public void Orders_beyond_the_bankruptcy_price_are_passed_over(int size, int price, int fill) =>
        Assert.Equal(fill, CloseOut.Of(2_180, [Eth(size, 1_800)], [("ETH", price, 50)], Terms).Steps[0].BookFill);

    [Theory]
    [InlineData(10, 1_700)]
    [InlineData(-10, 2_300)]
    public void Winners_bear_what_the_book_did_not_and_the_fund_the_rest(int size, int oracle)
    {
        var result = CloseOut.Of(2_800, [Eth(size, oracle)], [("ETH", oracle, 4)], Terms);

        Assert.Equal(6, result.Steps[0].DeleveragedFill);
        Assert.Equal(80, result.BadDebt);
        Assert.Equal((0, 0, 0), (result.Fee, result.BalanceAfter, result.EquityAfter));
    }

    [Theory]
    [InlineData(1, 7_065, 1_900, 47_000, 43_935)]
    [InlineData(-1, 7_435, 2_100, 53_000, 56_435)]
    public void The_largest_maintenance_margin_goes_first(int side, int balance, int eth, int btc, int bankruptcy)
    {
        var step = Assert.Single(CloseOut.Of(balance, [Eth(side * 10, eth), Btc(side, btc)], [], Terms).Steps);

        Assert.Equal(("BTC", 0.1m, (decimal)bankruptcy), (step.Market, step.CloseSize, step.BankruptcyPrice));
    }

    [Fact]
    public void Equity_is_counted_anew_for_each_position()
    {
        var result = CloseOut.Of(7_065, [Eth(10, 1_800), Btc(1, 44_000)], [], Terms);

        Assert.Equal([44_935m, 1_800m], result.Steps.Select(step => step.BankruptcyPrice));
        Assert.Equal((0, 0), (result.BadDebt, result.EquityAfter));
    }

    [Fact]
    public void A_solvent_account_may_be_deleveraged_at_the_oracle_price()
    {
        var result = CloseOut.Of(2_180, [Eth(10, 1_800)], [], Terms with { IsSolventDeleveragedAtOracle = true });

        Assert.Equal(165.6m, result.EquityAfter);
    }

    [Fact]
    public void A_buffer_closes_more_and_sizes_are_rounded_up()
    {
        var plain = CloseOut.Of(2_181, [Eth(10, 1_800)], [], Terms).Steps[0].CloseSize;
        var buffered = CloseOut.Of(2_181, [Eth(10, 1_800)], [], Terms with { Buffer = 0.05m }).Steps[0].CloseSize;

        Assert.Equal(7.988889m, plain);
        Assert.True(buffered > plain);
    }

    [Fact]
    public void Enough_equity_is_left_alone()
    {
        var result = CloseOut.Of(2_900, [Eth(10, 1_800)], [("ETH", 1_800, 50)], Terms);

        Assert.Empty(result.Steps);
        Assert.Equal((2_900, 0, 0), (result.BalanceAfter, result.Fee, result.BadDebt));
    }

    /// <summary>What the account loses is what counterparties, book and fund receive, over many accounts.</summary>
    [Fact]
    public void Money_is_conserved_and_equity_never_ends_below_zero()
    {
        for (var balance = -2_000; balance < 3_000; balance += 37)
        {
            var position = Eth(10, 1_800);
            var result = CloseOut.Of(balance, [position], [("ETH", 1_795, 3), ("ETH", 1_805, 1)], Terms);
            var step = result.Steps.SingleOrDefault();
            var closed = step is null ? 0 : step.CloseSize;
            var book = step is null
                ? 0
                : ((Math.Min(step.BookFill, 1) * 1_805) + (Math.Max(step.BookFill - 1, 0) * 1_795) - (step.BookFill * 2_000));
            var expected = balance + book - (step?.CounterpartyProfit ?? 0) - result.Fee + result.BadDebt;

            Assert.Equal(expected, result.BalanceAfter, 15);
            Assert.Equal(result.BalanceAfter + ((10 - closed) * -200), result.EquityAfter, 15);
            Assert.True(result.EquityAfter > -0.000_000_001m);
        }
    }
}
