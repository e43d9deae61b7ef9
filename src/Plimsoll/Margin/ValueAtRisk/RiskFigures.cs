namespace Plimsoll.Margin.ValueAtRisk;

/// <summary>What a distribution of losses says at one level. Losses are positive, gains negative.</summary>
/// <param name="ValueAtRisk">The smallest loss that is not exceeded with at least the level's probability; negative where even that is a gain.</param>
/// <param name="ExpectedShortfall">The mean of the worst 1 − level of outcomes; never below the value at risk.</param>
public readonly record struct RiskFigures(double ValueAtRisk, double ExpectedShortfall);
