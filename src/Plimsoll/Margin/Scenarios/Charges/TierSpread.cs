namespace Plimsoll.Margin.Scenarios.Charges;

/// <summary>A spread between months: what each delta of one tier that hedges one of another costs.</summary>
/// <param name="Near">A tier, from 0.</param>
/// <param name="Far">Another, or the same for spreads between its own months.</param>
/// <param name="Rate">Share of the index for each spread, or an amount, not negative.</param>
public sealed record TierSpread(int Near, int Far, double Rate);
