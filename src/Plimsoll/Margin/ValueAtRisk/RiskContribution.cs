namespace Plimsoll.Margin.ValueAtRisk;

/// <summary>One position's part in a portfolio's risk.</summary>
/// <param name="Marginal">The change of risk per unit of the position's size, as a share of its size: component at a size of one.</param>
/// <param name="Component">Marginal times size; over all positions these add up to the risk.</param>
/// <param name="Incremental">The risk with the position less the risk without it; these need not add up.</param>
public readonly record struct RiskContribution(double Marginal, double Component, double Incremental);
