using FsCheck;
using FsCheck.Fluent;
using Plimsoll.InsuranceFund;
using Plimsoll.Testing;

namespace Plimsoll.Tests.InsuranceFund;

public sealed class WithdrawalLossTests
{
    [Theory]
    [InlineData(false, 0.25, 375)] // the page's example
    [InlineData(true, 0.2, 400)] // the page's text
    public void A_shortfall_is_kept_from_withdrawals(bool isShortfallAdded, double factor, int received)
    {
        var shortfall = WithdrawalLoss.Shortfall(WithdrawalLoss.Bankruptcy([-2_000, 4_000, 1_000]), insuranceFund: 1_000);
        var kept = WithdrawalLoss.Factor(shortfall, totalBalance: 4_000, isShortfallAdded);

        Assert.Equal(1_000, shortfall);
        Assert.Equal((decimal)factor, kept);
        Assert.Equal((500 - received, received), WithdrawalLoss.Split(500, kept));
    }

    [Fact]
    public void A_fund_that_suffices_shares_nothing()
    {
        Assert.Equal(0, WithdrawalLoss.Shortfall(1_000, 1_000));
        Assert.Equal(0, WithdrawalLoss.Factor(0, 0, isShortfallAdded: false));
    }

    [Fact]
    public void Nobody_loses_more_than_is_withdrawn() =>
        Prop.ForAll(
                Gen.Choose(0, 2_000).ToArbitrary(),
                Gen.Choose(-100, 2_000).ToArbitrary(),
                Gen.Choose(0, 100).ToArbitrary(),
                (shortfall, balance, withdrawal) =>
                {
                    var factor = WithdrawalLoss.Factor(shortfall, balance, isShortfallAdded: false);
                    var (charge, received) = WithdrawalLoss.Split(withdrawal, factor);
                    return factor is >= 0 and <= 1 && charge >= 0 && received >= 0 && charge + received == withdrawal;
                }
            )
            .Check(Exploration.Usual);
}
