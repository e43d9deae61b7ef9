using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Testing;
using Plimsoll.Values;

namespace Plimsoll.Tests.Values;

public sealed class QuantityTests
{
    [Fact, Trait("Criterion", "VALU-001")]
    public void Sums_and_differences_are_exact_or_an_error() =>
        Prop.ForAll(
                Wide.Longs,
                Wide.Longs,
                (left, right) =>
                    Agrees((BigInteger)left + right, () => (new Quantity(left) + new Quantity(right)).Units)
                    && Agrees((BigInteger)left - right, () => (new Quantity(left) - new Quantity(right)).Units)
                    && Agrees(-(BigInteger)left, () => (-new Quantity(left)).Units)
                    && Agrees(BigInteger.Abs(left), () => new Quantity(left).Abs().Units)
            )
            .Check(Exploration.Of(2_000));

    [Theory, Trait("Criterion", "VALU-004")]
    [InlineData(-3, -1)]
    [InlineData(0, 0)]
    [InlineData(4, 1)]
    public void Above_zero_is_long(long units, int sign)
    {
        Assert.Equal(sign, new Quantity(units).Sign);
        Assert.Equal(units == 0, new Quantity(units).IsZero);
        Assert.Equal(Quantity.Zero, default);
    }

    private static bool Agrees(BigInteger expected, Func<long> compute)
    {
        if (expected >= long.MinValue && expected <= long.MaxValue)
        {
            return compute() == expected;
        }

        Assert.Throws<OverflowException>(() => compute());
        return true;
    }
}
