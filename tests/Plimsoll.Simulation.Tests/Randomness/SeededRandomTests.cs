using Plimsoll.Simulation.Randomness;

namespace Plimsoll.Simulation.Tests.Randomness;

[Trait("Criterion", "REPL-022")]
public sealed class SeededRandomTests
{
    [Fact]
    public void A_seed_gives_the_same_numbers_for_ever()
    {
        var random = new SeededRandom(42, 1);

        // From an independent implementation of SplitMix64 and xoshiro256**.
        Assert.Equal(
            [13583771085161268UL, 395782336197462635UL, 10113986297222979544UL],
            [random.NextBits(), random.NextBits(), random.NextBits()]
        );
    }

    [Fact]
    public void Streams_of_one_seed_differ()
    {
        var (a, b) = (new SeededRandom(42, 1), new SeededRandom(42, 2));

        Assert.NotEqual(a.NextBits(), b.NextBits());
    }

    [Fact]
    public void Draws_have_the_moments_they_should()
    {
        var random = new SeededRandom(7, 1);
        var normals = Enumerable.Range(0, 200_000).Select(_ => random.NextNormal()).ToList();
        var tails = Enumerable.Range(0, 200_000).Select(_ => random.NextPareto(1, 2)).ToList();

        Assert.InRange(normals.Average(), -0.01, 0.01);
        Assert.InRange(normals.Average(x => x * x), 0.98, 1.02);
        Assert.InRange(tails.Count(x => x > 10) / 200_000.0, 0.009, 0.011);
    }

    [Fact]
    public void Whole_numbers_stay_below_their_bound_and_reach_it()
    {
        var random = new SeededRandom(3, 1);

        var seen = Enumerable.Range(0, 1_000).Select(_ => random.NextBelow(7)).Distinct().Order();

        Assert.Equal(Enumerable.Range(0, 7), seen);
    }
}
