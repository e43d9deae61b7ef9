namespace Plimsoll.Margin.ValueAtRisk.Sensitivities;

/// <summary>The adjustments that carry a requirement from one full revaluation to the next.</summary>
/// <param name="Linear">|δ| times the scan range.</param>
/// <param name="Gamma">½ |γ| times the square of the scan range where the portfolio is short gamma, else zero.</param>
/// <param name="Vega">Short vega times how far implied volatility has risen since, and long vega times how far it has fallen; never negative.</param>
/// <param name="Erosion">What the passage of time takes, accrued continuously; zero where time pays.</param>
public readonly record struct SensitivityRequirement(double Linear, double Gamma, double Vega, double Erosion)
{
    /// <summary>All of it.</summary>
    public double Total => Linear + Gamma + Vega + Erosion;
}
