namespace Plimsoll.Margin;

/// <summary>One input or intermediate step of a leaf.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Units">Its value in units.</param>
/// <param name="Decimals">How many of the digits stand behind the point.</param>
/// <param name="Unit">What it is counted in: an asset's or instrument's symbol, or empty for a ratio.</param>
public sealed record ExplanationInput(string Name, Int128 Units, int Decimals, string Unit);
