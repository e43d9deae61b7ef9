using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Engine.Solvency.Columns;
using Plimsoll.Testing;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Solvency.Columns;

/// <summary>Numbers that prices are multiplied by, against numbers of unlimited size.</summary>
public sealed class ScaledFactorTests
{
    [Fact, Trait("Criterion", "CERT-042")]
    public void A_price_times_it_is_on_its_side_of_the_exact_product_and_next_to_it() =>
        Prop.ForAll<int>(seed =>
            {
                var dice = new Random(seed);
                var numerator = (UInt128)(ulong)Sized(dice, 62) * (ulong)Sized(dice, 50);
                var denominator = (ulong)Sized(dice, 60);
                var share = (ulong)dice.NextInt64(1, 2_000_000_000_000_000_000);
                var scale = dice.Next(-34, 27);
                var price = Math.Min(Price.MaxUnits, Sized(dice, 50));
                foreach (var isUp in new[] { false, true })
                {
                    if (
                        ScaledFactor.Of(numerator, denominator, share, scale, isUp) is not { } factor
                        || factor.TryTimes(price) is not { } product
                    )
                    {
                        continue;
                    }

                    var left = (BigInteger)numerator * share * price << Math.Max(0, scale);
                    var right = (BigInteger)denominator * 1_000_000_000_000_000_000 << Math.Max(0, -scale);
                    Assert.Equal(product, factor.Times(price));
                    Assert.True(isUp ? product * right >= left : product * right <= left);
                    // Two roundings of one part in 2^60, and one of a unit.
                    var off = BigInteger.Abs((product * right) - left);
                    Assert.True(off <= right + (left >> 58), $"{product}");
                }
            })
            .Check(Exploration.Of(3_000));

    [Fact, Trait("Criterion", "CERT-042")]
    public void A_share_is_one_less_or_more_a_rate_times_a_multiple()
    {
        Assert.Equal(937_500_000_000_000_000UL, ScaledFactor.Share(Rate.FromPercent(5), Rate.FromPercent(125), isMore: false));
        Assert.Equal(1_062_500_000_000_000_000UL, ScaledFactor.Share(Rate.FromPercent(5), Rate.FromPercent(125), isMore: true));
        Assert.Null(ScaledFactor.Share(Rate.FromPercent(20), Rate.FromPercent(500), isMore: false));
    }

    private static long Sized(Random dice, int bits) => dice.NextInt64(1, 1L << dice.Next(1, bits + 1));
}
