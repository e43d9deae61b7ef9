using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Kernels;
using Plimsoll.Kernels.Scenarios;
using Plimsoll.Testing;

namespace Plimsoll.Tests.Kernels;

/// <summary>Sums over rows, against integers of any size.</summary>
public sealed class ScenarioSumsTests
{
    [Fact, Trait("Criterion", "KERN-040"), Trait("Criterion", "KERN-041"), Trait("Criterion", "KERN-042")]
    public void Sums_and_the_worst_of_them_are_those_of_big_integers_on_every_path() =>
        Prop.ForAll(
                AnyBooks.Arbitrary,
                any =>
                {
                    var expected = Enumerable
                        .Range(0, any.Count)
                        .Select(a => Enumerable.Range(0, any.Scenarios).Min(s => any.Wrapped(a, s)));
                    foreach (var path in KernelPaths.All)
                    {
                        var worst = new long[any.Count];
                        WorstScenario.OfEach(any.ScenarioRows, any.Books, worst, path);
                        Assert.Equal(expected, worst);

                        for (var account = 0; account < any.Count; account++)
                        {
                            var sums = new long[any.Scenarios];
                            ScenarioSums.Of(any.ScenarioRows, any.Books[account], sums, path);
                            Assert.Equal(Enumerable.Range(0, any.Scenarios).Select(s => any.Wrapped(account, s)), sums);
                            Assert.Equal((worst[account], Array.IndexOf(sums, worst[account])), WorstScenario.Of(sums));
                        }
                    }
                }
            )
            .Check(Exploration.Of(400));

    /// <summary>What the bound lets through is exact; it is asked of the book alone, whatever the rows are.</summary>
    [Fact, Trait("Criterion", "KERN-011"), Trait("Criterion", "KERN-040")]
    public void A_book_that_cannot_overflow_has_exact_sums() =>
        Prop.ForAll(
                AnyBooks.Arbitrary,
                any =>
                {
                    for (var account = 0; account < any.Count; account++)
                    {
                        if (any.Books[account].CanOverflow)
                            continue;

                        for (var s = 0; s < any.Scenarios; s++)
                        {
                            Assert.Equal(any.Sum(account, s), any.Wrapped(account, s));
                        }
                    }
                }
            )
            .Check(Exploration.Of(300));

    /// <summary>The largest gross quantity that fits, at the row of the largest magnitude: 2^63 − 2^31 either way.</summary>
    [Fact, Trait("Criterion", "KERN-011")]
    public void The_edge_of_64_bits_is_reached_and_not_passed()
    {
        var units = Enumerable.Repeat(int.MinValue, 40).ToArray();
        int[] quantities = [int.MaxValue, int.MaxValue, 1];
        int[] rows = [0, 0, 0];

        Assert.False(new Book(rows, quantities).CanOverflow);
        Assert.True(new Book([0, 0, 0, 0], [.. quantities, -1]).CanOverflow);
        Assert.True(new Book([0, 0], [int.MinValue, int.MinValue]).CanOverflow);
        foreach (var path in KernelPaths.All)
        {
            var worst = new long[1];
            WorstScenario.OfEach(new(units, 40), new([0, 3], rows, quantities), worst, path);
            Assert.Equal(-((1L << 31) * uint.MaxValue), worst[0]);
        }
    }

    [Fact, Trait("Criterion", "KERN-041")]
    public void A_row_that_is_not_there_is_refused()
    {
        foreach (var path in KernelPaths.All)
        {
            foreach (var row in (int[])[2, -1, int.MinValue])
            {
                Assert.ThrowsAny<ArgumentException>(() =>
                    WorstScenario.OfEach(new(new int[64], 32), new([0, 1], [row], [1]), new long[1], path)
                );
                Assert.ThrowsAny<ArgumentException>(() => ScenarioSums.Of(new(new int[64], 32), new([row], [1]), new long[32], path));
            }
        }
    }

    [Fact, Trait("Criterion", "KERN-041")]
    public void Columns_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new ScenarioRows(new int[33], 32));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ScenarioRows([], 0));
        Assert.Throws<ArgumentException>(() => new Books([0, 2], [0], [1]));
        Assert.Throws<ArgumentException>(() => new Books([1, 1], [0], [1]));
        Assert.Throws<ArgumentException>(() => new Books([0, 1], [0], [1, 2]));
        Assert.Throws<ArgumentException>(() => new Book([0], []));
        foreach (var path in KernelPaths.All)
        {
            Assert.ThrowsAny<ArgumentException>(() =>
                WorstScenario.OfEach(new(new int[32], 32), new([0, 2, 1, 1], [0], [1]), new long[3], path)
            );
            Assert.Throws<ArgumentException>(() => WorstScenario.OfEach(new(new int[32], 32), new([0, 1], [0], [1]), new long[2], path));
            Assert.Throws<ArgumentException>(() => ScenarioSums.Of(new(new int[32], 32), new([0], [1]), new long[31], path));
        }
    }

    [Fact, Trait("Criterion", "KERN-044")]
    public void A_position_more_is_a_row_more() =>
        Prop.ForAll(
                AnyBooks.Arbitrary,
                any =>
                {
                    if (any.Rows.Length == 0)
                        return;

                    var all = new Book(any.Rows, any.Quantities);
                    var (with, without) = (new long[any.Scenarios], new long[any.Scenarios]);
                    ScenarioSums.Of(any.ScenarioRows, all, with, KernelPath.Scalar);
                    ScenarioSums.Of(any.ScenarioRows, new(any.Rows.AsSpan(1), any.Quantities.AsSpan(1)), without, KernelPath.Scalar);

                    ScenarioSums.Add(without, any.ScenarioRows[any.Rows[0]], any.Quantities[0], without);

                    Assert.Equal(with, without);
                }
            )
            .Check(Exploration.Usual);

    [Fact, Trait("Criterion", "KERN-043")]
    public void Wide_sums_are_those_of_big_integers() =>
        Prop.ForAll(
                Gen.OneOf(Gen.Choose(-9, 9).Select(x => (long)x), ArbMap.Default.GeneratorFor<DoNotSize<long>>().Select(x => x.Item / 4))
                    .ArrayOf(30)
                    .ToArbitrary(),
                Gen.Choose(1, 9).ToArbitrary(),
                (numbers, scenarios) =>
                {
                    var rowCount = 18 / scenarios;
                    var units = numbers.AsSpan(0, rowCount * scenarios).ToArray();
                    var quantities = numbers.AsSpan(18, 6).ToArray();
                    var rows = Enumerable.Range(0, 6).Select(p => p % rowCount).ToArray();
                    var sums = new Int128[scenarios];

                    WideScenarioSums.Of(units, rows, quantities, sums);

                    for (var s = 0; s < scenarios; s++)
                    {
                        var expected = Enumerable
                            .Range(0, 6)
                            .Aggregate(BigInteger.Zero, (sum, p) => sum + ((BigInteger)units[(rows[p] * scenarios) + s] * quantities[p]));
                        Assert.Equal(expected, (BigInteger)sums[s]);
                    }

                    Assert.Equal((sums.Min(), Array.IndexOf(sums, sums.Min())), WideScenarioSums.Worst(sums));
                }
            )
            .Check(Exploration.Of(200));
}
