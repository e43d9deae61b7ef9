using Plimsoll.Values;

namespace Plimsoll.Margin;

/// <summary>One row of a step-margin table.</summary>
/// <param name="Floor">Notional in settlement units at which the row begins; the first is zero.</param>
/// <param name="InitialMarginRate">Share of notional needed to open, at least the maintenance rate and that of the row before; the user's leverage may ask for more.</param>
/// <param name="MaintenanceMarginRate">Share of notional needed to keep, above 0, at most 100 % and at least that of the row before.</param>
/// <param name="MaintenanceAmount">Deducted from notional · rate so that a progressive table is continuous; zero in a flat table.</param>
public readonly record struct RiskTier(Money Floor, Rate InitialMarginRate, Rate MaintenanceMarginRate, Money MaintenanceAmount);
