using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Kernels;
using Plimsoll.Kernels.ValueAtRisk;
using Plimsoll.Margin.ValueAtRisk;
using Plimsoll.Testing;

namespace Plimsoll.Tests.Kernels;

/// <summary>Quantiles by selection, against sorting and against the library's own definition.</summary>
public sealed class TailSelectionTests
{
    /// <summary>Few different numbers, many, and the ends of the range.</summary>
    private static Gen<long> Numbers =>
        Gen.OneOf(
            Gen.Choose(-3, 3).Select(x => (long)x),
            Gen.Choose(-1_000_000, 1_000_000).Select(x => (long)x),
            ArbMap.Default.GeneratorFor<DoNotSize<long>>().Select(x => x.Item),
            Gen.Elements(long.MinValue, long.MaxValue, long.MaxValue - 1, 0)
        );

    private static Gen<long[]> Sets =>
        from count in Gen.OneOf(Gen.Choose(1, 40), Gen.Choose(1, 300))
        from mixed in Gen.Elements(true, false)
        from numbers in mixed ? Numbers.ArrayOf(count) : Gen.Choose(-100_000, 100_000).Select(x => (long)x).ArrayOf(count)
        select numbers;

    [Fact, Trait("Criterion", "KERN-050")]
    public void Every_place_is_that_of_a_sort_on_every_path() =>
        Prop.ForAll(
                Sets.ToArbitrary(),
                numbers =>
                {
                    var sorted = numbers.Order().ToArray();
                    var scratch = new long[TailSelection.ScratchLength(numbers.Length)];
                    foreach (var path in KernelPaths.All)
                    {
                        for (var k = 1; k <= numbers.Length; k++)
                        {
                            Assert.Equal(sorted[k - 1], TailSelection.Smallest(numbers, k, scratch, path));
                        }
                    }
                }
            )
            .Check(Exploration.Of(150));

    [Theory, Trait("Criterion", "KERN-050")]
    [InlineData(7)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void One_number_over_and_over(long number)
    {
        var numbers = Enumerable.Repeat(number, 2_016).ToArray();
        var scratch = new long[TailSelection.ScratchLength(numbers.Length)];
        foreach (var path in KernelPaths.All)
        {
            Assert.Equal(number, TailSelection.Smallest(numbers, 1, scratch, path));
            Assert.Equal(number, TailSelection.Smallest(numbers, 21, scratch, path));
            Assert.Equal(number, TailSelection.Smallest(numbers, 2_016, scratch, path));
        }
    }

    /// <summary>Ascending, descending, and the smallest all in one group: whatever the order, the threshold holds.</summary>
    [Fact, Trait("Criterion", "KERN-050")]
    public void Orders_that_are_unkind_to_a_threshold()
    {
        var ascending = Enumerable.Range(0, 2_016).Select(x => (long)x).ToArray();
        var scratch = new long[TailSelection.ScratchLength(2_016)];
        foreach (
            var numbers in (long[][])
                [ascending, [.. ascending.Reverse()], [.. ascending.OrderBy(x => x % 24)], [.. ascending.OrderBy(x => x / 84 % 24)]]
        )
        {
            foreach (var path in KernelPaths.All)
            {
                Assert.Equal(20, TailSelection.Smallest(numbers, 21, scratch, path));
                Assert.Equal(1_000, TailSelection.Smallest(numbers, 1_001, scratch, path));
            }
        }
    }

    [Fact, Trait("Criterion", "KERN-050")]
    public void A_place_that_is_not_there_and_too_little_room_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => TailSelection.Smallest([1], 0, new long[32], KernelPath.Scalar));
        Assert.Throws<ArgumentOutOfRangeException>(() => TailSelection.Smallest([1], 2, new long[32], KernelPath.Scalar));
        Assert.Throws<ArgumentException>(() => TailSelection.Smallest([1], 1, new long[16], KernelPath.Scalar));
    }

    [Theory, Trait("Criterion", "KERN-051"), Trait("Criterion", "KERN-052")]
    [InlineData(2_016, 990_000_000, 21)]
    [InlineData(100, 990_000_000, 2)]
    [InlineData(100, 975_000_000, 3)]
    [InlineData(1, 1, 1)]
    [InlineData(1_000, 999_999_999, 1)]
    public void The_place_of_the_quantile(int scenarios, long level, int place) =>
        Assert.Equal(place, BookValueAtRisk.Place(scenarios, level));

    [Fact, Trait("Criterion", "KERN-052")]
    public void The_place_is_that_of_the_definition() =>
        Prop.ForAll(
                Gen.Choose(1, 20_000).ToArbitrary(),
                Gen.Choose(1, 999_999).ToArbitrary(),
                (scenarios, millionths) =>
                    BookValueAtRisk.Place(scenarios, millionths * 1_000L)
                    == scenarios - LossDistribution.Rank(scenarios, millionths / 1_000_000.0) + 1
            )
            .Check(Exploration.Of(2_000));

    [Fact, Trait("Criterion", "KERN-051")]
    public void Value_at_risk_is_that_of_the_definition_on_every_path() =>
        Prop.ForAll(
                Gen.Choose(-100_000, 100_000).ArrayOf(4 * 97).ToArbitrary(),
                Gen.Choose(-1_000, 1_000).ArrayOf(12).ToArbitrary(),
                Gen.Elements(990_000_000L, 975_000_000, 950_000_000, 500_000_000, 10_000_000).ToArbitrary(),
                (units, quantities, level) =>
                {
                    const int Scenarios = 97;
                    int[] rows = [.. Enumerable.Range(0, 12).Select(p => p % 4)];
                    var (sums, scratch) = (new long[Scenarios], new long[TailSelection.ScratchLength(Scenarios)]);
                    foreach (var path in KernelPaths.All)
                    {
                        var values = new long[3];
                        BookValueAtRisk.OfEach(
                            new(units, Scenarios),
                            new([0, 4, 4, 12], rows, quantities),
                            level,
                            sums,
                            scratch,
                            values,
                            path
                        );

                        var starts = (int[])[0, 4, 4, 12];
                        for (var account = 0; account < 3; account++)
                        {
                            var losses = Enumerable
                                .Range(0, Scenarios)
                                .Select(s =>
                                    -(double)
                                        Enumerable
                                            .Range(starts[account], starts[account + 1] - starts[account])
                                            .Sum(p => (long)units[(rows[p] * Scenarios) + s] * quantities[p])
                                )
                                .ToArray();
                            Assert.Equal(LossDistribution.Of(losses, level / 1e9).ValueAtRisk, values[account]);
                        }
                    }
                }
            )
            .Check(Exploration.Of(100));

    [Fact, Trait("Criterion", "KERN-052")]
    public void A_level_out_of_range_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => BookValueAtRisk.Place(10, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => BookValueAtRisk.Place(10, 1_000_000_000));
        Assert.Throws<ArgumentOutOfRangeException>(() => BookValueAtRisk.Place(0, 1));
    }
}
