using Plimsoll.Liquidation;

namespace Plimsoll.Tests.Liquidation;

public sealed class DutchAuctionTests
{
    private static readonly AuctionTerms Terms = new(0.96m, 0.8m, 300, 7_200);

    [Theory]
    [InlineData(0, 0.96)]
    [InlineData(150, 0.88)]
    [InlineData(300, 0.8)]
    [InlineData(6_780, 0.08)]
    [InlineData(7_500, 0)]
    [InlineData(99_999, 0)]
    public void The_price_falls_fast_then_slowly(int elapsed, decimal factor) =>
        Assert.Equal(factor, DutchAuction.PriceFactor(Terms, elapsed));

    [Fact]
    public void A_share_costs_its_part_of_what_is_not_reserved()
    {
        var account = new AuctionAccount(-100, 300, 0.1m, 0);

        Assert.Equal(-140, account.BufferMargin);
        Assert.Equal(140m / 440, DutchAuction.MaxShare(account, 1));
        Assert.Equal(27, DutchAuction.CashPaid(account, 0.9m, 0.1m));
        Assert.Equal(41, DutchAuction.CashNeeded(account, 0.9m, 0.1m));
    }

    /// <summary>What is left of the shortage after a sale of the largest share is what came in for it.</summary>
    [Theory]
    [InlineData(-100, 300, 0.1, 0, 0.9)]
    [InlineData(-5_560, 5_640, 0, 1_440, 0.8)]
    [InlineData(-21.75, 30, 0.05, 0, 0.2)]
    public void The_largest_share_cures_the_rest(decimal maintenance, decimal value, decimal buffer, decimal reserved, decimal factor)
    {
        var account = new AuctionAccount(maintenance, value, buffer, reserved);
        var share = DutchAuction.MaxShare(account, factor)!.Value;

        // Cash is not stressed: it counts the same for maintenance and at marks.
        var left = ((account.BufferMargin - reserved) * (1 - share)) + reserved + DutchAuction.CashPaid(account, factor, share);
        Assert.Equal(0, left, 20);
    }

    [Fact]
    public void A_safe_account_has_no_share_to_take() => Assert.Equal(0, DutchAuction.MaxShare(new(10, 300, 0, 0), 0.9m));

    [Fact]
    public void A_debt_cannot_be_sold_for_cash() => Assert.Null(DutchAuction.MaxShare(new(-100, -300, 0, 0), 0.9m));

    [Fact]
    public void The_start_fee_is_on_what_could_be_taken() =>
        Assert.Equal(300m * 100 / 400 * 0.1m, DutchAuction.StartFee(new(-100, 300, 0, 0), 0.1m));

    [Theory]
    [InlineData(-100, 0, -100)]
    [InlineData(-100, 120, -140)]
    [InlineData(-100, 900, -300)]
    [InlineData(100, 0, 0)]
    public void A_fund_pays_more_the_longer_nobody_comes(int value, int elapsed, int price) =>
        Assert.Equal(price, DutchAuction.InsolventPrice(new(-300, value, 0, 0), elapsed, 600));
}
