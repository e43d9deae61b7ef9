using Plimsoll.InsuranceFund;
using Plimsoll.Liquidation;

namespace Plimsoll.Tests.InsuranceFund;

public sealed class ShortageBoundFeeTests
{
    private static readonly TransferSide Usdc = new(6, 1_000_000, 1_010_000, 10_000);
    private static readonly TransferSide Sol = new(9, 100_000_000, 1_000_000, 11_000);

    [Theory]
    [InlineData(20_000_000, 10_000_000_000, 19_000)]
    [InlineData(1_000_000_000, 10_000_000_000, 0)]
    [InlineData(0, 10_000_000_000, 38_000)]
    [InlineData(20_000_000, 0, 0)]
    public void A_fee_on_a_position_leaves_a_twentieth(long shortage, long size, long fee) =>
        Assert.Equal(fee, ShortageBoundFee.Perpetual(shortage, size, 500, 10_000, 100_000_000, 1_000_000, 50_000));

    [Theory]
    [InlineData(5_000_000, 36_363)]
    [InlineData(1_000_000, 50_000)]
    [InlineData(90_000_000, 0)]
    public void A_fee_on_a_debt_is_what_the_weights_leave(long shortage, long fee) =>
        Assert.Equal(fee, ShortageBoundFee.Debt(shortage, 1_000_000_000, Usdc, Sol, 50_000));

    [Fact]
    public void Weights_without_difference_leave_nothing() =>
        Assert.Equal(0, ShortageBoundFee.Debt(0, 1_000_000_000, Usdc with { Weight = 11_000 }, Sol, 50_000));
}
