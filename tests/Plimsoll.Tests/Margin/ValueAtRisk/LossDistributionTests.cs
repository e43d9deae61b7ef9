using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Margin.ValueAtRisk;
using Plimsoll.Testing;

namespace Plimsoll.Tests.Margin.ValueAtRisk;

/// <summary>Quantile and tail mean of losses.</summary>
public sealed class LossDistributionTests
{
    private static Arbitrary<double[]> Losses =>
        Gen.Choose(-1000, 1000).Select(x => x / 10.0).NonEmptyListOf().Select(list => list.ToArray()).ToArbitrary();

    private static Arbitrary<double> Levels => Gen.Choose(1, 999).Select(x => x / 1000.0).ToArbitrary();

    /// <summary>A hundred losses of 1 to 100: 99 % is the ninety-ninth, the tail beyond it the hundredth alone.</summary>
    [Fact, Trait("Criterion", "VARR-001")]
    public void Hundred_losses_at_99_percent()
    {
        var losses = Enumerable.Range(1, 100).Select(x => (double)x).ToArray();

        var figures = LossDistribution.Of(losses, 0.99);

        Assert.Equal(99, figures.ValueAtRisk);
        Assert.Equal(100, figures.ExpectedShortfall, 1e-9);
        Assert.Equal(98, LossDistribution.Of(losses, 0.975).ValueAtRisk);
        Assert.Equal((0.5 * 98 + 99 + 100) / 2.5, LossDistribution.Of(losses, 0.975).ExpectedShortfall, 1e-9);
    }

    [Fact, Trait("Criterion", "VARR-001")]
    public void The_quantile_is_the_least_loss_that_reaches_the_level() =>
        Prop.ForAll(
                Losses,
                Levels,
                (losses, level) =>
                {
                    var found = LossDistribution.Of(losses, level).ValueAtRisk;
                    double Reached(double x) => (double)losses.Count(loss => loss <= x) / losses.Length;
                    var below = losses.Where(loss => loss < found).ToArray();
                    return losses.Contains(found)
                        && Reached(found) >= level - 1e-8
                        && (below.Length == 0 || Reached(below.Max()) < level + 1e-8);
                }
            )
            .Check(Exploration.Of(500));

    [Fact, Trait("Criterion", "VARR-002")]
    public void Shortfall_is_never_below_the_quantile_nor_beyond_the_worst() =>
        Prop.ForAll(
                Losses,
                Levels,
                (losses, level) =>
                {
                    var figures = LossDistribution.Of(losses, level);
                    return figures.ExpectedShortfall >= figures.ValueAtRisk && figures.ExpectedShortfall <= losses.Max() + 1e-9;
                }
            )
            .Check(Exploration.Of(500));

    /// <summary>The mean of the worst part of the mass, by brute force over a fine grid of quantiles.</summary>
    [Fact, Trait("Criterion", "VARR-002")]
    public void Shortfall_is_the_mean_of_the_quantiles_beyond() =>
        Prop.ForAll(
                Losses,
                Levels,
                (losses, level) =>
                {
                    const int Parts = 4000;
                    var sum = 0.0;
                    for (var i = 0; i < Parts; i++)
                    {
                        sum += LossDistribution.Of(losses, level + ((1 - level) * (i + 0.5) / Parts)).ValueAtRisk;
                    }

                    return Math.Abs((sum / Parts) - LossDistribution.Of(losses, level).ExpectedShortfall) < 0.2;
                }
            )
            .Check(Exploration.Of(30));

    /// <summary>Only the tail is put in order; the figures are those of a full sort, to the bit.</summary>
    [Fact, Trait("Criterion", "VARR-001")]
    public void Ordering_the_tail_alone_gives_the_bits_of_a_full_sort() =>
        Prop.ForAll(
                Gen.Choose(0, 40).SelectMany(range => Gen.Choose(-range, range)).Select(x => x / 7.0).ListOf(1000).ToArbitrary(),
                Gen.Choose(1, 999).Select(x => x / 1000.0).ToArbitrary(),
                Gen.Choose(1, 1000).ToArbitrary(),
                (list, level, count) =>
                {
                    double[][] samples =
                    [
                        [.. list.Take(count)],
                        [.. list.Take(count).Order()],
                        [.. list.Take(count).OrderDescending()],
                    ];
                    return samples.All(sample =>
                        LossDistribution.Of(sample, level) == LossDistribution.OfSorted([.. sample.Order()], level)
                    );
                }
            )
            .Check(Exploration.Of(200));

    [Fact, Trait("Criterion", "VARR-002")]
    public void Shortfall_of_a_sum_is_at_most_the_sum_of_shortfalls() =>
        Prop.ForAll(
                Losses,
                Losses,
                Levels,
                (left, right, level) =>
                {
                    var n = Math.Min(left.Length, right.Length);
                    var (a, b) = (left[..n], right[..n]);
                    double Of(double[] losses) => LossDistribution.Of(losses, level).ExpectedShortfall;
                    return Of([.. a.Zip(b, (x, y) => x + y)]) <= Of(a) + Of(b) + 1e-9;
                }
            )
            .Check(Exploration.Of(500));

    [Fact, Trait("Criterion", "VARR-003")]
    public void Equal_weights_are_no_weights_and_whole_weights_are_repetitions() =>
        Prop.ForAll(
                Losses,
                Levels,
                (losses, level) =>
                {
                    var plain = LossDistribution.Of(losses, level);
                    var equal = LossDistribution.Of(losses, [.. losses.Select(_ => 0.25)], level);
                    var weights = losses.Select((_, i) => (double)(i % 3)).ToArray();
                    weights[0] = 1;
                    var weighted = LossDistribution.Of(losses, weights, level);
                    var repeated = LossDistribution.Of(
                        [.. losses.SelectMany((loss, i) => Enumerable.Repeat(loss, (int)weights[i]))],
                        level
                    );
                    return Near(plain, equal) && Near(weighted, repeated);
                }
            )
            .Check(Exploration.Of(500));

    [Fact, Trait("Criterion", "VARR-004")]
    public void Age_weights_sum_to_one_and_decay()
    {
        var weights = AgeWeights.Of(500, 0.98);

        Assert.Equal(1, weights.Sum(), 1e-12);
        Assert.Equal(0.98, weights[100] / weights[101], 1e-12);
        Assert.All(AgeWeights.Of(4, 1), weight => Assert.Equal(0.25, weight));
    }

    [Fact]
    public void Refuses_what_has_no_answer()
    {
        Assert.Throws<ArgumentException>(() => LossDistribution.Of([], 0.99));
        Assert.Throws<ArgumentException>(() => LossDistribution.Of([double.NaN], 0.99));
        Assert.Throws<ArgumentOutOfRangeException>(() => LossDistribution.Of([1], 1));
        Assert.Throws<ArgumentException>(() => LossDistribution.Of([1, 2], [1], 0.5));
        Assert.Throws<ArgumentException>(() => LossDistribution.Of([1, 2], [0, 0], 0.5));
    }

    private static bool Near(RiskFigures left, RiskFigures right) =>
        Math.Abs(left.ValueAtRisk - right.ValueAtRisk) < 1e-9 && Math.Abs(left.ExpectedShortfall - right.ExpectedShortfall) < 1e-6;
}
