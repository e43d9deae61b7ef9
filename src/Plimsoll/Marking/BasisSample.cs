namespace Plimsoll.Marking;

/// <summary>What is seen of an instrument and its index at one moment.</summary>
/// <param name="Index">Index price, above zero.</param>
/// <param name="Market">The instrument's market price, above zero; null without one.</param>
/// <param name="Elapsed">Time since the sample before, not negative, in the unit of the time constant.</param>
public readonly record struct BasisSample(decimal Index, decimal? Market, decimal Elapsed);
