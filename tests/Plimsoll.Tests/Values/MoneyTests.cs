using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Testing;
using Plimsoll.Values;

namespace Plimsoll.Tests.Values;

public sealed class MoneyTests
{
    [Fact, Trait("Criterion", "VALU-001")]
    public void Sums_and_differences_are_exact_or_an_error() =>
        Prop.ForAll(
                Wide.Numbers,
                Wide.Numbers,
                (left, right) =>
                    Wide.Agrees((BigInteger)left + right, () => (new Money(left) + new Money(right)).Units)
                    && Wide.Agrees((BigInteger)left - right, () => (new Money(left) - new Money(right)).Units)
                    && Wide.Agrees(-(BigInteger)left, () => (-new Money(left)).Units)
                    && Wide.Agrees(BigInteger.Abs(left), () => new Money(left).Abs().Units)
            )
            .Check(Exploration.Of(2_000));

    [Fact, Trait("Criterion", "VALU-001")]
    public void A_balance_never_wraps()
    {
        var most = new Money(Int128.MaxValue);
        var unit = new Money(1);

        Assert.Throws<OverflowException>(() => most + unit);
        Assert.Throws<OverflowException>(() => -most - unit - unit);
    }

    [Theory, Trait("Criterion", "VALU-003")]
    [InlineData(Rounding.Floor, 3, -4)]
    [InlineData(Rounding.Ceiling, 4, -3)]
    public void A_share_is_rounded_by_name_on_both_sides_of_zero(Rounding rounding, int ofOwned, int ofOwed)
    {
        var third = new Rate(333_333_334);

        Assert.Equal(new Money(ofOwned), new Money(10).Scale(third, rounding));
        Assert.Equal(new Money(ofOwed), new Money(-10).Scale(third, rounding));
    }

    [Fact, Trait("Criterion", "VALU-004")]
    public void Default_is_zero()
    {
        Assert.Equal(Money.Zero, default);
        Assert.True(default(Money).IsZero);
        Assert.False(default(Money).IsPositive || default(Money).IsNegative);
    }

    [Fact]
    public void Orders_by_amount()
    {
        Money[] sorted = [new(-5), new(0), new(7)];

        Assert.Equal(sorted, sorted.Reverse().Order());
        Assert.Equal(sorted[0], Money.Min(sorted[0], sorted[2]));
        Assert.Equal(sorted[2], Money.Max(sorted[0], sorted[2]));
        Assert.True(sorted[0] < sorted[1] && sorted[2] > sorted[1] && sorted[0] <= sorted[1] && sorted[2] >= sorted[1]);
    }
}
