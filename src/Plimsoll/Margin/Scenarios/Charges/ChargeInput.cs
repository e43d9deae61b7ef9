namespace Plimsoll.Margin.Scenarios.Charges;

/// <summary>A number that a charge was computed from.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">The number.</param>
public readonly record struct ChargeInput(string Name, double Value);
