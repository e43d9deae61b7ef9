namespace Plimsoll.Margin.ValueAtRisk.Backtests;

/// <summary>Both tests together: the right share of exceptions, and none that follows from another.</summary>
/// <param name="Coverage">The likelihood ratio of <see cref="KupiecTest"/>.</param>
/// <param name="Independence">That of <see cref="ChristoffersenTest"/>.</param>
public readonly record struct ConditionalCoverage(double Coverage, double Independence)
{
    /// <summary>Their sum.</summary>
    public double LikelihoodRatio => Coverage + Independence;

    /// <summary>The probability of a sum at least as large when the model is right: two degrees of freedom.</summary>
    public double PValue => ChristoffersenTest.CoveragePValue(LikelihoodRatio);
}
