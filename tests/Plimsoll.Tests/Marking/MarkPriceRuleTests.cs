using Plimsoll.Marking;
using Plimsoll.Values;

namespace Plimsoll.Tests.Marking;

public sealed class MarkPriceRuleTests
{
    private static readonly Duration EightHours = Duration.FromHours(8);

    /// <summary>Index 50,000 and nothing else: no book, no basis, no funding.</summary>
    private static readonly MarkInputs Quiet = new(Sample.Dollars(50_000), default, default, default, 0, default, Rate.Zero, EightHours);

    [Fact, Trait("Criterion", "PRIC-030")]
    public void The_mark_is_the_median_of_basis_funding_and_last()
    {
        var inputs = Quiet with
        {
            Last = Sample.Dollars(50_100),
            SmoothedBasis = Basis(20),
            FundingRate = Rate.FromBasisPoints(1),
            TimeToFunding = Duration.FromHours(4),
        };

        Assert.Equal(Sample.Dollars(50_020), MarkPriceRule.Compute(Sample.Linear, inputs).Mark);
        Assert.Equal(Sample.Dollars(50_002.50m), MarkPriceRule.Compute(Sample.Linear, inputs with { SmoothedBasis = 0 }).Mark);
        Assert.Equal(Sample.Dollars(50_010), MarkPriceRule.Compute(Sample.Linear, inputs with { Last = Sample.Dollars(50_010) }).Mark);
    }

    [Theory, Trait("Criterion", "PRIC-031")]
    [InlineData(1)]
    [InlineData(60_000)]
    [InlineData(9_999_999)]
    public void A_last_trade_far_away_moves_the_mark_no_farther_than_the_median_allows(int last)
    {
        var inputs = Quiet with
        {
            Last = Sample.Dollars(last),
            SmoothedBasis = Basis(20),
            FundingRate = Rate.FromBasisPoints(1),
            TimeToFunding = Duration.FromHours(4),
        };

        var mark = MarkPriceRule.Compute(Sample.Linear, inputs).Mark;

        Assert.InRange(mark.Units, Sample.Dollars(50_002.50m).Units, Sample.Dollars(50_020).Units);
    }

    [Fact, Trait("Criterion", "PRIC-031")]
    public void Without_a_book_the_mark_stays_with_index_and_funding()
    {
        var inputs = Quiet with { FundingRate = Rate.FromBasisPoints(1), TimeToFunding = Duration.FromHours(4) };

        var outputs = MarkPriceRule.Compute(Sample.Linear, inputs);

        Assert.Equal(Sample.Dollars(50_001.25m), outputs.Mark); // mean of 50,000 and 50,002.50
        Assert.Equal(0, outputs.SmoothedBasis);
        Assert.Equal(Rate.Zero, outputs.Premium);
    }

    [Theory]
    [InlineData(100, 104, 0, 102)] // no last: the mid
    [InlineData(100, 104, 103, 103)] // inside the spread: the last
    [InlineData(100, 104, 90, 100)] // below: the bid
    [InlineData(100, 104, 110, 104)] // above: the ask
    [InlineData(0, 104, 103, 103)] // no bid: the last
    [InlineData(100, 0, 103, 103)] // no ask: the last
    [InlineData(104, 100, 103, 102)] // crossed: the mid, since there is no spread to hold the last within
    [InlineData(0, 104, 0, 100)] // nothing but an ask: no market price, so the basis
    public void The_market_price_is_the_last_held_within_the_spread(int bid, int ask, int last, int market)
    {
        // Both other candidates are the index of 100, so the premium shows the third one.
        var inputs = Quiet with
        {
            Index = new(100),
            Bid = new(bid),
            Ask = new(ask),
            Last = new(last),
        };
        var wide = Sample.Linear with
        {
            Mark = MarkParameters.Default with { LastClamp = Rate.One, BasisTimeConstant = Duration.FromHours(1) },
        };

        Assert.Equal(Rate.FromPercent(market - 100), MarkPriceRule.Compute(wide, inputs).Premium);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(10, 25)]
    [InlineData(30, 50)]
    [InlineData(90, 75)]
    public void A_sample_weighs_its_time_against_the_time_constant(int seconds, int basis)
    {
        // 100 above the index, 30 s constant: after 10 s a quarter, after 30 s a half, after 90 s three quarters.
        var inputs = Quiet with
        {
            Last = Sample.Dollars(50_100),
            Elapsed = Duration.FromSeconds(seconds),
        };

        Assert.Equal(Basis(basis), MarkPriceRule.Compute(Sample.Linear, inputs).SmoothedBasis);
    }

    [Fact]
    public void The_mid_rather_than_the_last_is_the_sample_of_the_basis()
    {
        var inputs = Quiet with
        {
            Bid = Sample.Dollars(50_010),
            Ask = Sample.Dollars(50_030),
            Last = Sample.Dollars(50_030),
            Elapsed = Duration.FromSeconds(30),
        };

        Assert.Equal(Basis(10), MarkPriceRule.Compute(Sample.Linear, inputs).SmoothedBasis);
    }

    [Fact]
    public void Without_a_sample_the_basis_stays_but_for_its_clamp()
    {
        Assert.Equal(Basis(20), MarkPriceRule.Compute(Sample.Linear, Quiet with { SmoothedBasis = Basis(20) }).SmoothedBasis);
        Assert.Equal(Basis(500), MarkPriceRule.Compute(Sample.Linear, Quiet with { SmoothedBasis = Basis(800) }).SmoothedBasis); // 1 %
        Assert.Equal(Basis(-500), MarkPriceRule.Compute(Sample.Linear, Quiet with { SmoothedBasis = Basis(-800) }).SmoothedBasis);
    }

    [Fact]
    public void The_last_is_held_near_the_index()
    {
        var premium = MarkPriceRule.Compute(Sample.Linear, Quiet with { Last = Sample.Dollars(60_000) }).Premium;

        Assert.Equal(Rate.FromPercent(2), premium);
    }

    [Fact]
    public void A_dated_future_follows_its_basis_and_spot_its_index()
    {
        var inputs = Quiet with { Last = Sample.Dollars(50_100), SmoothedBasis = Basis(20) };

        Assert.Equal(Sample.Dollars(50_020), MarkPriceRule.Compute(Sample.Future, inputs).Mark);
        Assert.Equal(Sample.Dollars(50_000), MarkPriceRule.Compute(Sample.Spot, inputs).Mark);
    }

    [Fact]
    public void A_mark_is_never_below_one_unit()
    {
        var free = Sample.Future with { Mark = new(default, Rate.One, Rate.One) };

        Assert.Equal(new Price(1), MarkPriceRule.Compute(free, Quiet with { Index = new(1), SmoothedBasis = -1_000_000 }).Mark);
    }

    [Fact]
    public void The_largest_prices_are_carried_without_overflow()
    {
        var highest = new Price(Price.MaxUnits);
        var free = Sample.Linear with { Mark = new(default, Rate.One, Rate.One) };
        var high = Quiet with { Index = new(1), Bid = highest, Ask = highest, Last = highest, Elapsed = new(1), FundingRate = Rate.One };
        var low = high with { Index = highest, Bid = new(1), Ask = new(1), Last = new(1), FundingRate = -Rate.One };

        Assert.Equal(new Price(2), MarkPriceRule.Compute(free, high).Mark);
        Assert.Equal(new Price(1), MarkPriceRule.Compute(free, low).Mark);
        Assert.Equal(-long.MaxValue, MarkPriceRule.Compute(free, low).SmoothedBasis);
    }

    private static long Basis(int dollars) => dollars * 100_000_000L; // two decimals, then millionths
}
