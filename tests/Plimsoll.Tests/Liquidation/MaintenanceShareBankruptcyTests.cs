using System.Numerics;
using Plimsoll.Liquidation;
using Plimsoll.Margin;

namespace Plimsoll.Tests.Liquidation;

public sealed class MaintenanceShareBankruptcyTests
{
    private static UnitPosition Btc(long size) => new("BTC", size, 500, 200_000, 500_000);

    private static UnitPosition Eth(long size) => new("ETH", size, 3, 200_000, 500_000);

    [Theory]
    [InlineData(-4_501_000_000, 10_000_000, -10_000_000, 4_501_000_000)]
    [InlineData(5_499_000_000, -10_000_000, 10_000_000, -5_499_000_000)]
    [InlineData(-13_000_000, 100_000_000, -21_347, 2_776)]
    public void Closing_at_the_bankruptcy_quote_uses_up_the_share_of_equity(long cash, long size, long change, long quote)
    {
        var position = Btc(size);

        Assert.Equal(quote, MaintenanceShareBankruptcy.Quote(new(cash, [position]), position, change));
    }

    [Fact]
    public void Closing_everything_at_bankruptcy_quotes_leaves_nothing_but_rounding()
    {
        var (btc, eth) = (Btc(123_457), Eth(-98_765_431));
        var account = new UnitAccount(300_000_001, [btc, eth]);

        var left =
            account.Cash
            + MaintenanceShareBankruptcy.Quote(account, btc, -btc.Size)
            + MaintenanceShareBankruptcy.Quote(account, eth, -eth.Size);

        Assert.InRange(left, BigInteger.Zero, 2);
    }

    [Theory]
    [InlineData(10, -10, true)]
    [InlineData(10, -11, false)]
    [InlineData(10, 1, false)]
    [InlineData(10, 0, false)]
    [InlineData(0, 1, false)]
    public void A_change_must_be_against_the_position(long size, long change, bool reduces) =>
        Assert.Equal(reduces, MaintenanceShareBankruptcy.Reduces(Btc(size), change));

    [Theory]
    [InlineData(-4_501_000_000, 10_000_000, 49_999, 100)]
    [InlineData(4_500_000_000, -10_000_000, 505, 1)]
    [InlineData(-1_000_000_000, 10_000_000, 500, 1)]
    public void The_limit_price_gives_way_as_equity_does(long cash, long size, long numerator, long denominator)
    {
        var position = Btc(size);

        Assert.Equal((numerator, denominator), MaintenanceShareBankruptcy.LimitPrice(new(cash, [position]), position, 1_000_000, 100_000));
    }

    [Fact]
    public void Ticks_never_round_against_the_account()
    {
        Assert.Equal(33.5m, MaintenanceShareBankruptcy.ToTick(100, 3, 0.5m, isSell: true));
        Assert.Equal(33.0m, MaintenanceShareBankruptcy.ToTick(100, 3, 0.5m, isSell: false));
    }

    [Theory]
    [InlineData(5_049_000_000, -51_000_000)]
    [InlineData(5_100_000_000, 0)]
    [InlineData(5_105_100_000, 5_100_000)]
    [InlineData(6_000_000_000, 30_000_000)]
    public void The_fund_pays_a_loss_and_takes_a_bounded_fee(long received, long delta) =>
        Assert.Equal(delta, MaintenanceShareBankruptcy.FundDelta(received, 5_100_000_000, 5_000));
}
