using Plimsoll.Margin.Scenarios.Charges;
using Plimsoll.Margin.Scenarios.Shocks;

namespace Plimsoll.Margin.Scenarios;

/// <summary>A scheme of portfolio margin, as data: scenarios, what they do, how they are added up, what is asked beside them.</summary>
/// <remarks>
/// Requirement of a level = factor · (max(worst loss + charges with scenarios − credits, floor charges) + scaled charges) + plain charges, for each unit of netting.
/// Source: docs/spec/0017-portfolio-margin.md.
/// </remarks>
/// <param name="Tables">The scenarios, at least one.</param>
public sealed record PortfolioMarginModel(IReadOnlyList<ScenarioTable> Tables)
{
    /// <summary>By how much volatilities move.</summary>
    public VolatilityShock Volatility { get; init; } = new(0, 0);

    /// <summary>How the skew moves; null where no scenario moves it.</summary>
    public SkewShock? Skew { get; init; }

    /// <summary>What an expiry's value counts for under stress; null for what it is.</summary>
    public StaticDiscount? Discount { get; init; }

    /// <summary>Forwards that move alone; null for none.</summary>
    public BasisShock? Basis { get; init; }

    /// <summary>What a gain in one underlying may offset.</summary>
    public GainTreatment Gains { get; init; } = GainTreatment.Full;

    /// <summary>Whether option values are discounted by the expiry's interest rate.</summary>
    public bool IsInterestDiscounted { get; init; }

    /// <summary>Seconds before expiry in which the delivery price is averaged: that share of the forward that is fixed already moves no more.</summary>
    public double AveragingSeconds { get; init; }

    /// <summary>What is asked beside the worst scenario.</summary>
    public IReadOnlyList<PortfolioCharge> Charges { get; init; } = [];

    /// <summary>What the deltas of options are averaged over where charges and credits look at them; null for the deltas now.</summary>
    public CompositeDelta? Composite { get; init; }

    /// <summary>Which books are looked at together.</summary>
    public BookNetting Netting { get; init; }

    /// <summary>Credits between underlyings, in order of priority.</summary>
    public IReadOnlyList<SpreadCredit> Credits { get; init; } = [];

    /// <summary>Factor of initial margin.</summary>
    public double InitialFactor { get; init; } = 1;

    /// <summary>Factor of maintenance margin.</summary>
    public double MaintenanceFactor { get; init; } = 1;

    /// <summary>What the initial factor grows by while the settlement coin is off its peg; null for nothing.</summary>
    public PegLoss? PegLoss { get; init; }
}
