using Plimsoll.Marking;

namespace Plimsoll.Tests.Marking;

public sealed class CandidateMarkTests
{
    [Fact]
    public void Is_the_median_of_funding_basis_and_last()
    {
        var byFunding = FairPrice.OfPerpetual(50_000, fundingRate: 0.0001m, remaining: 4, interval: 8);
        var byBasis = CandidateMark.ByMeanBasis(50_000, [10, 20, 30]);

        Assert.Equal(50_002.5m, byFunding);
        Assert.Equal(50_020, byBasis);
        Assert.Equal(50_020, CandidateMark.Median(byFunding, byBasis, 50_100));
    }

    [Fact]
    public void A_missing_candidate_is_left_out()
    {
        Assert.Null(CandidateMark.ByMeanBasis(50_000, []));
        Assert.Equal(150, CandidateMark.Median(100, null, 200));
        Assert.Equal(100, CandidateMark.Median(null, 100, null));
    }

    [Fact]
    public void A_future_carries_its_annual_basis_to_expiry() =>
        Assert.Equal(50_500, FairPrice.OfFuture(50_000, annualBasis: 0.04m, remaining: 91.25m, year: 365));

    [Fact]
    public void Funding_to_go_vanishes_when_it_is_paid() => Assert.Equal(50_000, FairPrice.OfPerpetual(50_000, 0.01m, 0, 8));
}
