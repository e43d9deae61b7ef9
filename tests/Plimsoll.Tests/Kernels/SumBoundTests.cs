using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Kernels;
using Plimsoll.Testing;

namespace Plimsoll.Tests.Kernels;

public sealed class SumBoundTests
{
    [Fact, Trait("Criterion", "KERN-010")]
    public void Magnitudes_add_up() => Assert.Equal((UInt128)87, SumBound.Zero.Plus(3, 10).Plus(-5, -10).Plus(-7).Magnitude);

    [Fact, Trait("Criterion", "KERN-010"), Trait("Criterion", "KERN-012")]
    public void Agrees_with_big_integers_as_far_as_they_fit() =>
        Prop.ForAll<DoNotSize<long>[]>(numbers =>
            {
                var (bound, expected) = (SumBound.Zero, BigInteger.Zero);
                for (var i = 0; i + 1 < numbers.Length; i += 2)
                {
                    bound = bound.Plus(numbers[i].Item, numbers[i + 1].Item).Plus(numbers[i].Item);
                    expected += BigInteger.Abs((BigInteger)numbers[i].Item * numbers[i + 1].Item) + BigInteger.Abs(numbers[i].Item);
                }

                Assert.Equal(BigInteger.Min(expected, UInt128.MaxValue), (BigInteger)bound.Magnitude);
                Assert.Equal(expected <= long.MaxValue, bound.FitsInt64);
                Assert.Equal(expected <= (BigInteger)Int128.MaxValue, bound.FitsInt128);
            })
            .Check(Exploration.Of(300));

    [Fact, Trait("Criterion", "KERN-011")]
    public void A_gross_quantity_below_two_to_the_32_fits_any_narrow_row()
    {
        Assert.True(SumBound.OfNarrowRows([int.MaxValue, int.MinValue + 1, 1]).FitsInt64);
        Assert.False(SumBound.OfNarrowRows([int.MaxValue, int.MinValue, 1]).FitsInt64);
        Assert.Equal(SumBound.Zero.Plus(int.MinValue, int.MinValue).Plus(-7, int.MinValue), SumBound.OfNarrowRows([int.MinValue, -7]));
    }

    [Fact, Trait("Criterion", "KERN-012")]
    public void It_stays_at_the_largest_number()
    {
        var most = Enumerable.Range(0, 5).Aggregate(SumBound.Zero, (bound, _) => bound.Plus(long.MinValue, long.MinValue));

        Assert.Equal(UInt128.MaxValue, most.Magnitude);
        Assert.Equal(most, most + most);
        Assert.Equal(most, most.Plus(1));
        Assert.False(most.FitsInt128);
    }
}
