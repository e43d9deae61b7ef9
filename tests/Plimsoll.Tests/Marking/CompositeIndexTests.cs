using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Marking;
using Plimsoll.Testing;

namespace Plimsoll.Tests.Marking;

public sealed class CompositeIndexTests
{
    private static readonly QuotedSource[] Three = [new(100, 1, 0), new(101, 1, 0), new(200, 2, 0)];

    [Fact]
    public void A_source_far_from_the_median_is_held_at_the_bound()
    {
        var (index, median, held) = CompositeIndex.ClampedMean(Three, maxDeviation: 0.03m);

        Assert.Equal(101, median);
        Assert.Equal([100, 101, 104.03m], held);
        Assert.Equal((100 + 101 + (2 * 104.03m)) / 4, index);
    }

    [Fact]
    public void A_stale_source_has_no_weight()
    {
        var live = CompositeIndex.Live([new(100, 1, 300), new(101, 1, 301), new(102, 0, 0)], staleAfter: 300);

        Assert.Equal([new(100, 1, 300)], live);
    }

    [Fact]
    public void The_weighted_median_follows_the_weight() => Assert.Equal(150.5m, CompositeIndex.Median(Three));

    [Fact]
    public void Neither_leaves_the_range_of_the_sources() =>
        Prop.ForAll(
                Gen.Choose(1, 1_000).Zip(Gen.Choose(1, 9)).NonEmptyListOf().ToArbitrary(),
                quotes =>
                {
                    QuotedSource[] sources = [.. quotes.Select(quote => new QuotedSource(quote.Item1, quote.Item2, 0))];
                    var (low, high) = (sources.Min(source => source.Price), sources.Max(source => source.Price));
                    var mean = CompositeIndex.ClampedMean(sources, 0.03m);
                    var median = CompositeIndex.Median(sources);
                    // A mean of equal prices may differ from them in the last of 28 digits.
                    return median >= low && median <= high && mean.Index >= low - 1e-20m && mean.Index <= high + 1e-20m;
                }
            )
            .Check(Exploration.Usual);
}
