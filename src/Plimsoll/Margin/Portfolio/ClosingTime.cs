namespace Plimsoll.Margin.Portfolio;

/// <summary>What the time that closing takes is charged with: multiple · σ · (√(wait + T ÷ 3) − √wait) of the notional, T = size ÷ (participation · volume).</summary>
/// <remarks>Source: docs/spec/0019-liquidity.md (LVAR-010, LVAR-011).</remarks>
/// <param name="Participation">The share of a day's volume that closing may be, above 0 and at most 1.</param>
/// <param name="WaitDays">Days until closing begins, whose risk another rule asks for; not negative.</param>
/// <param name="Multiple">How many deviations of a day are asked for, not negative.</param>
public sealed record ClosingTime(double Participation, double WaitDays, double Multiple);
