using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Funding;
using Plimsoll.Testing;
using Plimsoll.Tests.Values;
using Plimsoll.Values;

namespace Plimsoll.Tests.Funding;

public sealed class FundingRuleTests
{
    private static readonly FundingParameters Default = FundingParameters.Default; // 0.01 %, ±0.05 %, ±0.75 %

    [Fact, Trait("Criterion", "FUND-001")]
    public void The_interest_pulls_a_premium_no_farther_than_the_damper()
    {
        var uncapped = Default with { Cap = Rate.FromPercent(4) };

        Assert.Equal(Rate.FromBasisPoints(95), FundingRule.Compute(Rate.FromPercent(1), uncapped));
        Assert.Equal(Rate.FromBasisPoints(-95), FundingRule.Compute(Rate.FromPercent(-1), uncapped));
    }

    [Theory, Trait("Criterion", "FUND-001")]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(-4)]
    public void Within_the_damper_the_rate_is_the_interest(int premiumBasisPoints) =>
        Assert.Equal(Rate.FromBasisPoints(1), FundingRule.Compute(Rate.FromBasisPoints(premiumBasisPoints), Default));

    [Theory, Trait("Criterion", "FUND-003")]
    [InlineData(5)]
    [InlineData(50)]
    public void The_cap_bounds_the_rate_both_ways(int premiumPercent)
    {
        Assert.Equal(Rate.FromBasisPoints(75), FundingRule.Compute(Rate.FromPercent(premiumPercent), Default));
        Assert.Equal(Rate.FromBasisPoints(-75), FundingRule.Compute(Rate.FromPercent(-premiumPercent), Default));
    }

    [Fact, Trait("Criterion", "FUND-001"), Trait("Criterion", "FUND-003")]
    public void Agrees_with_the_specification_for_every_premium() =>
        Prop.ForAll(
                Arb.From(Share(10, -5)),
                Arb.From(Share(2, -1)),
                Arb.From(Share(1, 0).Two()),
                (premium, interest, bounds) =>
                {
                    var (damper, cap) = bounds;
                    var expected = Clamp(premium + Clamp(interest - premium, damper), cap);

                    var rate = FundingRule.Compute(new(premium), new(Duration.FromHours(8), new(interest), new(damper), new(cap)));

                    return rate.Nano == expected;
                }
            )
            .Check(Exploration.Of(2_000));

    [Fact, Trait("Criterion", "FUND-001")]
    public void A_higher_premium_never_gives_a_lower_rate() =>
        Prop.ForAll(
                Arb.From(Share(10, -5).Two()),
                pair =>
                    FundingRule.Compute(new(Math.Min(pair.Item1, pair.Item2)), Default)
                    <= FundingRule.Compute(new(Math.Max(pair.Item1, pair.Item2)), Default)
            )
            .Check(Exploration.Of(1_000));

    private static BigInteger Clamp(BigInteger rate, BigInteger bound) => BigInteger.Clamp(rate, -bound, bound);

    /// <summary>A rate within <paramref name="width"/> times 100 %, from <paramref name="start"/> times 100 %.</summary>
    private static Gen<long> Share(int width, int start) =>
        Wide.LongDivisors.Generator.Select(bits => (bits % ((width * Rate.NanoPerOne) + 1)) + (start * Rate.NanoPerOne));
}
