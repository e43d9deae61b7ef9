using Plimsoll.Funding;
using Plimsoll.Instruments;
using Plimsoll.Marking;
using Plimsoll.Values;

namespace Plimsoll.Tests.Vectors;

public sealed class PriceVectorTests
{
    private const int PriceDecimals = 6;

    /// <summary>A perpetual whose mark follows its candidates as far as they go.</summary>
    private static readonly InstrumentParameters Perpetual = Sample.Linear with
    {
        PriceDecimals = PriceDecimals,
        Mark = new(Duration.FromSeconds(30), Rate.One, Rate.One),
    };

    public static TheoryData<string> FairPrices => VectorCases.FairPrices.Ids;

    public static TheoryData<string> MedianMarks => VectorCases.MedianMarks.Ids;

    public static TheoryData<string> Medians => VectorCases.Medians.Ids;

    public static TheoryData<string> Interest => VectorCases.Interest.Ids;

    public static TheoryData<string> Dampers => VectorCases.Dampers.Ids;

    public static TheoryData<string> EightHours => VectorCases.EightHours.Ids;

    public static TheoryData<string> Premiums => VectorCases.Premiums.Ids;

    [Theory, Trait("Criterion", "PRIC-030")]
    [MemberData(nameof(FairPrices))]
    public void Bitmex_marks_at_the_index_with_the_funding_to_go(string id)
    {
        var vector = VectorFiles.Find(id);
        var hours = (int)vector.Number("interval_hours");

        var mark = ByFunding(hours, vector.Number("index"), vector.Number("funding_rate"), vector.Number("hours_until"));

        vector.Agrees("fair_price", mark);
    }

    [Theory, Trait("Criterion", "PRIC-030")]
    [MemberData(nameof(MedianMarks))]
    public void Binance_marks_at_the_median_of_three(string id)
    {
        var vector = VectorFiles.Find(id);
        var hours = (int)vector.Number("period_hours");
        var inputs = InputsOf(vector.Number("index"), vector.Number("last_funding_rate"), vector.Number("hours_until"));
        var index = vector.Number("index");

        // A time constant that grows by one step with each sample makes the smoothed basis their plain mean.
        var step = Duration.FromSeconds(1);
        long basis = 0;
        var samples = vector.Inputs.GetProperty("basis_samples").EnumerateArray().Select(Vector.NumberOf).ToList();
        for (var i = 0; i < samples.Count; i++)
        {
            var mid = PriceOf(index + samples[i]);
            var sampling = inputs with { Bid = mid, Ask = mid, SmoothedBasis = basis, Elapsed = step };
            basis = MarkPriceRule
                .Compute(Perpetual with { Mark = new(Duration.FromSeconds(i), Rate.One, Rate.One) }, sampling)
                .SmoothedBasis;
        }

        var final = inputs with { SmoothedBasis = basis, Last = PriceOf(vector.Number("last")) };
        var perpetual = Perpetual with { Funding = FundingParameters.Default with { Interval = Duration.FromHours(hours) } };

        vector.Agrees("price1", ByFunding(hours, index, vector.Number("last_funding_rate"), vector.Number("hours_until")));
        vector.Agrees("price2", NumberOf(MarkPriceRule.Compute(perpetual with { Kind = InstrumentKind.DatedFuture }, final).Mark));
        vector.Agrees("mark", NumberOf(MarkPriceRule.Compute(perpetual, final).Mark));
    }

    [Theory, Trait("Criterion", "PRIC-005")]
    [MemberData(nameof(Medians))]
    public void Vegas_median_of_two_fresh_prices_is_their_mean_rounded_down(string id)
    {
        var vector = VectorFiles.Find(id);
        var sources = vector.Inputs.GetProperty("sources").EnumerateArray().ToList();
        Assert.All(sources, source => Assert.True(source.GetProperty("age_s").GetInt32() <= source.GetProperty("tolerance_s").GetInt32()));

        var median = WeightedMedian.Of(sources.Select(source => (new Price(source.GetProperty("price").GetInt64()), 1)).ToArray());

        vector.Agrees("price", median.Units);
    }

    [Theory, Trait("Criterion", "FUND-001")]
    [MemberData(nameof(Interest))]
    public void Bitmex_pays_the_difference_of_two_interest_rates(string id)
    {
        // Two daily rates by the intervals in a day are the interest of an interval; there is no premium.
        var vector = VectorFiles.Find(id);
        var daily = Scale.RateOf(vector.Number("quote_rate_daily")) - Scale.RateOf(vector.Number("base_rate_daily"));
        var interest = new Rate((long)ExactMath.Divide(daily.Nano, (long)vector.Number("interval_divisor"), Rounding.Floor));
        var contract = new Contract(Sample.Inverse, settlementDecimals: 8);

        var value = contract.Notional(new((long)vector.Number("contracts")), Sample.Dollars(vector.Number("price")));
        var rate = FundingRule.Compute(Rate.Zero, new(Duration.FromHours(8), interest, Damper: Rate.One, Cap: Rate.One));

        vector.Agrees("position_value", Scale.Number(value.Units, 8));
        vector.Agrees("funding_rate", Scale.Number(rate));
        vector.Agrees("funding_amount", Scale.Number(value.Scale(rate, Rounding.Ceiling).Units, 8));
    }

    [Theory, Trait("Criterion", "FUND-001"), Trait("Criterion", "FUND-003")]
    [MemberData(nameof(Dampers))]
    public void Deribits_damper_is_an_interest_of_nothing(string id)
    {
        // max(d, p) + min(−d, p) is p + clamp(0 − p, ±d).
        var vector = VectorFiles.Find(id);
        var premium = PremiumOf(vector.Number("index"), last: vector.Number("mark"), bid: 0, ask: 0);

        var rate = FundingRule.Compute(
            premium,
            new(Duration.FromHours(8), Interest: Rate.Zero, Scale.RateOf(vector.Number("damper")), Scale.RateOf(vector.Number("cap")))
        );

        vector.Agrees("premium_rate", Scale.Number(premium));
        vector.Agrees("funding_rate_8h", Scale.Number(rate));
    }

    [Theory, Trait("Criterion", "FUND-001")]
    [MemberData(nameof(EightHours))]
    public void Hyperliquids_interest_pulls_its_premium(string id)
    {
        var vector = VectorFiles.Find(id);
        var premium = ImpactPremium(vector);

        var rate = FundingRule.Compute(
            premium,
            new(Duration.FromHours(8), Scale.RateOf(vector.Number("interest_8h")), Rate.FromBasisPoints(5), Cap: Rate.FromPercent(4))
        );

        vector.Agrees("premium", Scale.Number(premium));
        vector.Agrees("funding_8h", Scale.Number(rate));
    }

    [Theory, Trait("Criterion", "FUND-001")]
    [MemberData(nameof(Premiums))]
    public void Hyperliquids_premium_is_that_of_the_nearer_impact_price(string id)
    {
        var vector = VectorFiles.Find(id);

        var premium = Scale.Number(ImpactPremium(vector));

        vector.Agrees("premium", premium, resolution: 0.000_000_001m);
        Assert.True(premium <= vector.Expected.GetProperty("premium").GetDecimal(), "A premium is rounded down.");
    }

    /// <summary>The oracle price held within the impact prices, against the oracle price: zero within, else the distance to the nearer one.</summary>
    private static Rate ImpactPremium(Vector vector) =>
        PremiumOf(vector.Number("oracle"), last: vector.Number("oracle"), vector.Number("impact_bid"), vector.Number("impact_ask"));

    private static Rate PremiumOf(decimal index, decimal last, decimal bid, decimal ask)
    {
        var inputs = InputsOf(index, rate: 0, hoursToGo: 0) with { Last = PriceOf(last), Bid = PriceOf(bid), Ask = PriceOf(ask) };
        return MarkPriceRule.Compute(Perpetual, inputs).Premium;
    }

    /// <summary>The funding candidate alone: a last price far above and no basis leave it in the middle.</summary>
    private static decimal ByFunding(int intervalHours, decimal index, decimal rate, decimal hoursToGo)
    {
        var perpetual = Perpetual with { Funding = FundingParameters.Default with { Interval = Duration.FromHours(intervalHours) } };
        var inputs = InputsOf(index, rate, hoursToGo) with { Last = PriceOf(2 * index) };
        return NumberOf(MarkPriceRule.Compute(perpetual, inputs).Mark);
    }

    private static MarkInputs InputsOf(decimal index, decimal rate, decimal hoursToGo) =>
        new(PriceOf(index), default, default, default, 0, default, Scale.RateOf(rate), Duration.FromHours((long)hoursToGo));

    private static Price PriceOf(decimal number) => new(Scale.Units(number, PriceDecimals));

    private static decimal NumberOf(Price price) => Scale.Number(price.Units, PriceDecimals);
}
