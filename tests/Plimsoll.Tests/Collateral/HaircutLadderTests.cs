using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Collateral;
using Plimsoll.Testing;
using Plimsoll.Tests.Margin;
using Plimsoll.Tests.Values;
using Plimsoll.Values;

namespace Plimsoll.Tests.Collateral;

public sealed class HaircutLadderTests
{
    private static readonly HaircutLadder Example = new([
        new(Sample.Usd(1_000), Haircut.None),
        new(Sample.Usd(5_000), Haircut.FromPercent(10)),
    ]);

    private static Arbitrary<HaircutLadder> Ladders => Arb.From(AnyLadder.Generator);

    [Theory, Trait("Criterion", "MARG-010")]
    [InlineData(0, 0)]
    [InlineData(1_000, 1_000)]
    [InlineData(3_000, 2_800)]
    [InlineData(5_000, 4_600)]
    [InlineData(6_000, 4_600)]
    public void Each_slice_counts_with_its_own_haircut(int amount, int counted) =>
        Assert.Equal(Sample.Usd(counted), Example.Counted(Sample.Usd(amount)));

    [Fact, Trait("Criterion", "VALU-003")]
    public void The_sum_of_the_slices_is_rounded_down_once()
    {
        var thirds = new HaircutLadder([new(new(1), new(333_333_333)), new(new(2), new(333_333_333))]);

        // Two units at two thirds are 1.33…; rounding each slice would leave none.
        Assert.Equal(new Money(1), thirds.Counted(new(2)));
    }

    [Fact, Trait("Criterion", "MARG-010")]
    public void Agrees_with_fractions_of_unlimited_size() =>
        Prop.ForAll(
                Ladders,
                Arb.From(AnyTiers.Notionals),
                (ladder, amount) =>
                {
                    var sum = BigInteger.Zero;
                    var from = Int128.Zero;
                    foreach (var rung in ladder.Rungs)
                    {
                        sum +=
                            BigInteger.Max(0, (BigInteger)Int128.Min(amount.Units, rung.UpTo.Units) - from)
                            * (1_000_000_000 - rung.Haircut.Nano);
                        from = rung.UpTo.Units;
                    }

                    return ladder.Counted(amount).Units == Wide.Quotient(sum, 1_000_000_000, isUp: false);
                }
            )
            .Check(Exploration.Of(1_000));

    [Fact, Trait("Criterion", "MARG-011")]
    public void A_larger_amount_never_counts_for_less_nor_for_more_than_itself() =>
        Prop.ForAll(
                Ladders,
                Arb.From(AnyTiers.Notionals.Two()),
                (ladder, amounts) =>
                {
                    var less = Money.Min(amounts.Item1, amounts.Item2);
                    var more = Money.Max(amounts.Item1, amounts.Item2);
                    return ladder.Counted(less) <= ladder.Counted(more) && ladder.Counted(more) <= more && !ladder.Counted(less).IsNegative;
                }
            )
            .Check(Exploration.Of(1_000));

    [Fact, Trait("Criterion", "MARG-010")]
    public void Each_further_unit_counts_for_no_more_than_the_one_before() =>
        Prop.ForAll(
                Ladders,
                Arb.From(AnyTiers.Notionals.Two()),
                (ladder, pair) =>
                {
                    // Concave: a step from further up adds at most as much, but for the one rounding at each of the four ends.
                    var (start, step) = (pair.Item1, pair.Item2);
                    var first = ladder.Counted(start + step) - ladder.Counted(start);
                    var second = ladder.Counted(start + step + step) - ladder.Counted(start + step);
                    return second <= first + new Money(2);
                }
            )
            .Check(Exploration.Of(1_000));

    [Fact]
    public void The_largest_amount_is_counted_without_overflow() =>
        Assert.Equal(AssetLimits.MaxAmount, HaircutLadder.Uniform(Haircut.None).Counted(AssetLimits.MaxAmount));

    public static TheoryData<string, HaircutRung[]> Faults =>
        new()
        {
            { "at least one rung", [] },
            { "Rung 1", [new(Money.Zero, Haircut.None)] },
            { "Rung 2", [new(new(5), Haircut.None), new(new(5), Haircut.None)] },
            { "Rung 2", [new(new(5), Haircut.FromPercent(2)), new(new(6), Haircut.FromPercent(1))] },
        };

    [Theory, Trait("Criterion", "INST-006")]
    [MemberData(nameof(Faults))]
    public void Amounts_rise_and_haircuts_do_not_fall(string message, HaircutRung[] rungs)
    {
        var exception = Assert.Throws<ArgumentException>(() => new HaircutLadder(rungs));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }
}
