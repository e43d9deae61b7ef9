using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Margin.ValueAtRisk.Combinations;
using Plimsoll.Margin.ValueAtRisk.Procyclicality;
using Plimsoll.Testing;

namespace Plimsoll.Tests.Margin.ValueAtRisk;

/// <summary>What keeps margin from swinging, and how models combine.</summary>
public sealed class ProcyclicalityTests
{
    private static Arbitrary<double> Amounts => Gen.Choose(0, 100_000).Select(x => x / 100.0).ToArbitrary();

    [Theory, Trait("Criterion", "VARR-050")]
    [InlineData(80, 100)]
    [InlineData(100, 125)]
    [InlineData(110, 125)]
    [InlineData(125, 125)]
    [InlineData(140, 140)]
    public void The_buffer_is_full_then_eaten_then_gone(double margin, double required) =>
        Assert.Equal(required, MarginBuffer.Apply(margin, reference: 100), 1e-12);

    [Fact, Trait("Criterion", "VARR-050")]
    public void The_buffered_requirement_never_falls_below_margin_nor_as_margin_rises() =>
        Prop.ForAll(
                Amounts,
                Amounts,
                Amounts,
                (margin, more, reference) =>
                    MarginBuffer.Apply(margin, reference) >= margin
                    && MarginBuffer.Apply(margin + more, reference) >= MarginBuffer.Apply(margin, reference)
                    && MarginBuffer.Apply(margin, reference) <= (1.25 * margin) + 1e-9
            )
            .Check(Exploration.Of(300));

    [Fact, Trait("Criterion", "VARR-051")]
    public void A_quarter_of_the_weight_goes_to_the_stressed_period() => Assert.Equal(130, StressedMargin.Weighted(100, 220), 1e-12);

    [Fact, Trait("Criterion", "VARR-052")]
    public void The_long_run_is_a_floor()
    {
        Assert.Equal(100, StressedMargin.Floored(60, 100));
        Assert.Equal(160, StressedMargin.Floored(160, 100));
    }

    [Fact, Trait("Criterion", "VARR-053")]
    public void Swings_are_measured_from_trough_to_peak_and_over_days()
    {
        double[] margins = [10, 8, 12, 20, 16];

        Assert.Equal(2.5, MarginSwings.PeakToTrough(margins));
        Assert.Equal(1.5, MarginSwings.LargestRise(margins, 2));
        Assert.Equal(0, MarginSwings.LargestRise([5, 4, 3], 1));
        Assert.True(double.IsNaN(MarginSwings.PeakToTrough([0])));
    }

    /// <summary>The larger of two models, plus a charge, floored: what counts adds up to what is asked.</summary>
    [Fact, Trait("Criterion", "VARR-060")]
    public void What_counts_in_the_leaves_adds_up_to_the_root() =>
        Prop.ForAll(
                Amounts.Generator.ListOf(5).ToArbitrary(),
                figures =>
                {
                    var larger = ModelCombination.Largest(
                        "larger",
                        RiskNode.Leaf("scenario", figures[0]),
                        RiskNode.Leaf("VaR", figures[1])
                    );
                    var charged = ModelCombination.Sum("charged", larger, RiskNode.Leaf("concentration", figures[2]));
                    var floored = ModelCombination.Floored("floored", charged, figures[3]);
                    var root = ModelCombination.Largest("requirement", floored, RiskNode.Leaf("minimum", figures[4]));
                    var wanted = Math.Max(Math.Max(Math.Max(figures[0], figures[1]) + figures[2], figures[3]), figures[4]);
                    return Math.Abs(root.Asked - wanted) < 1e-9 && Math.Abs(root.Leaves().Sum(leaf => leaf.Counted) - wanted) < 1e-9;
                }
            )
            .Check(Exploration.Of(300));
}
