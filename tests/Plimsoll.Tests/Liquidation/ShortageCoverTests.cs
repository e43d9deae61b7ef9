using System.Numerics;
using Plimsoll.Liquidation;

namespace Plimsoll.Tests.Liquidation;

public sealed class ShortageCoverTests
{
    private static readonly TransferSide Usdc = new(6, 1_000_000, 1_000_000, 8_000);
    private static readonly TransferSide Sol = new(9, 100_000_000, 1_000_000, 12_000);

    [Theory]
    [InlineData(0, 0, 1_000_000, 1_000_000_000)]
    [InlineData(10_000, 0, 1_000_000, 1_111_111_111)]
    [InlineData(10_000, 10_000, 1_000_000, 1_250_000_000)]
    [InlineData(0, 0, 1_010_000, 990_099_009)]
    public void The_size_pays_for_its_own_fees(long liquidatorFee, long insuranceFee, long quotePrice, long size) =>
        Assert.Equal(size, ShortageCover.Base(10_000_000, 1_000, liquidatorFee, insuranceFee, 100_000_000, quotePrice));

    [Theory]
    [InlineData(100_000, 0)]
    [InlineData(50_000, 50_000)]
    public void Fees_as_high_as_the_margin_have_no_size(long liquidatorFee, long insuranceFee) =>
        Assert.Null(ShortageCover.Base(10_000_000, 1_000, liquidatorFee, insuranceFee, 100_000_000, 1_000_000));

    [Theory]
    [InlineData(10_000_000, 10_000, 257_731_958)]
    [InlineData(0, 0, 1)]
    public void A_debt_that_goes_over_pays_for_its_fee(long shortage, long fee, long amount) =>
        Assert.Equal(amount, ShortageCover.Liability(shortage, Usdc, Sol, fee));

    [Fact]
    public void A_debt_that_weighs_no_more_than_the_collateral_has_no_amount()
    {
        Assert.Null(ShortageCover.Liability(10_000_000, Usdc with { Weight = 12_000 }, Sol, 0));
        Assert.Null(ShortageCover.Liability(10_000_000, Usdc with { Multiplier = 1_500_000 }, Sol, 0));
    }

    [Fact]
    public void Collateral_pays_at_its_discount() =>
        Assert.Equal(
            102_020_202,
            ShortageCover.Asset(200_000_000, Usdc with { Multiplier = 1_010_000 }, 1_000_000_000, Sol with { Multiplier = 990_000 })
        );

    [Theory]
    [InlineData(100_999_999, 100_999_999)]
    [InlineData(101_000_000, 100_000_000)]
    [InlineData(99_000_001, 99_000_001)]
    public void Less_than_one_unit_of_quote_does_not_stay_behind(long balance, long amount) =>
        Assert.Equal(amount, ShortageCover.Asset(balance, Usdc, 1_000_000_000, Sol));

    [Fact]
    public void The_debt_a_balance_pays_for_is_rounded_up()
    {
        Assert.Equal(1_000_000_000, ShortageCover.LiabilityOf(100_000_000, Usdc, Sol));
        Assert.Equal(1, ShortageCover.LiabilityOf(BigInteger.One, Sol with { Price = 1 }, Usdc));
    }
}
