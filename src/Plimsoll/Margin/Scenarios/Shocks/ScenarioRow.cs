namespace Plimsoll.Margin.Scenarios.Shocks;

/// <summary>One scenario.</summary>
/// <param name="Factor">What prices are multiplied by; of an absolute table, what is added to them.</param>
/// <param name="Volatility">What happens to volatilities.</param>
/// <param name="Weight">Share of the profit or loss that counts.</param>
/// <param name="Days">Days that pass.</param>
public sealed record ScenarioRow(double Factor, VolatilityMove Volatility, double Weight = 1, double Days = 0)
{
    /// <summary>What volatilities are multiplied by after that: for rows that state a move of their own rather than the scheme's. Not negative.</summary>
    public double VolatilityFactor { get; init; } = 1;
}
