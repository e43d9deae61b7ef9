using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Marking;
using Plimsoll.Testing;
using Plimsoll.Tests.Values;
using Plimsoll.Values;

namespace Plimsoll.Tests.Marking;

public sealed class WeightedMedianTests
{
    private static Arbitrary<(Price Price, int Weight)[]> Entries =>
        Arb.From(
            from count in Gen.Choose(1, 12)
            from prices in Gen.Choose(1, 20).Or(Gen.Choose(1, int.MaxValue)).ArrayOf(count)
            from weights in Gen.Choose(1, 4).Or(Gen.Choose(1, 1_000)).ArrayOf(count)
            select prices.Zip(weights, (price, weight) => (new Price(price), weight)).ToArray()
        );

    [Fact]
    public void One_price_is_its_own_median() => Assert.Equal(new Price(7), Median((7, 3)));

    [Fact]
    public void Of_three_equal_weights_the_middle_one() => Assert.Equal(new Price(101), Median((150, 1), (100, 1), (101, 1)));

    [Fact]
    public void Exactly_half_takes_the_mean_with_the_next_rounded_down()
    {
        Assert.Equal(new Price(100), Median((101, 1), (100, 1)));
        Assert.Equal(new Price(125), Median((100, 2), (150, 1), (200, 1)));
    }

    [Fact]
    public void More_than_half_of_the_weight_decides_alone() => Assert.Equal(new Price(900), Median((100, 1), (101, 1), (900, 3)));

    [Fact]
    public void No_price_at_all_is_a_mistake() => Assert.Throws<ArgumentException>(() => WeightedMedian.Of([]));

    [Fact]
    public void Agrees_with_writing_each_price_as_often_as_it_weighs() =>
        Prop.ForAll(
                Entries,
                entries =>
                {
                    var votes = entries.SelectMany(entry => Enumerable.Repeat(entry.Price.Units, entry.Weight)).Order().ToList();
                    var (low, high) = (votes[(votes.Count - 1) / 2], votes[votes.Count / 2]);
                    return WeightedMedian.Of(entries) == new Price((low + high) / 2);
                }
            )
            .Check(Exploration.Of(2_000));

    /// <summary>Once the weights are held, one of three or more, wherever it goes and whatever it weighs, cannot leave the range of the others.</summary>
    [Fact, Trait("Criterion", "PRIC-005")]
    public void One_liar_cannot_move_it_beyond_the_range_of_the_others() =>
        Prop.ForAll(
                Entries.Filter(entries => entries.Length >= 2),
                Wide.LongDivisors,
                Arb.From(Gen.Choose(1, 1_000)),
                (honest, lie, weight) =>
                {
                    var entries = honest.Append((new Price(lie), weight)).ToArray();
                    SourceWeights.Cap(entries);
                    var median = WeightedMedian.Of(entries).Units;
                    return median >= honest.Min(entry => entry.Price.Units) && median <= honest.Max(entry => entry.Price.Units);
                }
            )
            .Check(Exploration.Of(2_000));

    [Fact]
    public void The_middle_of_any_two_is_rounded_down() =>
        Prop.ForAll(
                Wide.Longs,
                Wide.Longs,
                (left, right) =>
                    WeightedMedian.Middle(new(left), new(right)).Units == Wide.Quotient((BigInteger)left + right, 2, isUp: false)
            )
            .Check(Exploration.Of(1_000));

    private static Price Median(params (long Units, int Weight)[] entries) =>
        WeightedMedian.Of(entries.Select(entry => (new Price(entry.Units), entry.Weight)).ToArray());
}
