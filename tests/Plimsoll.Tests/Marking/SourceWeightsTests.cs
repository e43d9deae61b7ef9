using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Marking;
using Plimsoll.Testing;
using Plimsoll.Values;

namespace Plimsoll.Tests.Marking;

public sealed class SourceWeightsTests
{
    private static Arbitrary<int[]> Weights =>
        Arb.From(from count in Gen.Choose(3, 12) from weights in Gen.Choose(1, 4).Or(Gen.Choose(1, 1_000)).ArrayOf(count) select weights);

    [Theory, Trait("Criterion", "PRIC-005")]
    [InlineData("1 1 1", "1 1 1")]
    [InlineData("3 1 1", "1 1 1")]
    [InlineData("2 1 1", "1 1 1")]
    [InlineData("8 6 6 4 2", "8 6 6 4 2")]
    [InlineData("8 4 2", "5 4 2")]
    [InlineData("2 4 8", "2 4 5")]
    [InlineData("1 1000 1 1", "1 2 1 1")]
    public void A_weight_counts_less_than_the_others_together(string given, string counted) => Assert.Equal(counted, Capped(given));

    [Theory]
    [InlineData("1000")]
    [InlineData("1000 1")]
    [InlineData("")]
    public void One_or_two_stay_as_they_are(string given) => Assert.Equal(given, Capped(given));

    [Fact, Trait("Criterion", "PRIC-005")]
    public void None_weighs_as_much_as_the_others_and_the_order_does_not_matter() =>
        Prop.ForAll(
                Weights,
                weights =>
                {
                    var capped = Capped(weights);
                    var backwards = Capped([.. weights.Reverse()]);
                    return capped.All(weight => weight >= 1 && 2 * weight < capped.Sum())
                        && capped.SequenceEqual(backwards.Reverse())
                        && Enumerable.Range(0, weights.Length).Count(place => capped[place] != weights[place]) <= 1;
                }
            )
            .Check(Exploration.Of(2_000));

    private static string Capped(string weights) =>
        string.Join(' ', Capped([.. weights.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)]));

    private static int[] Capped(int[] weights)
    {
        var entries = weights.Select(weight => (new Price(1), weight)).ToArray();
        SourceWeights.Cap(entries);
        return [.. entries.Select(entry => entry.weight)];
    }
}
