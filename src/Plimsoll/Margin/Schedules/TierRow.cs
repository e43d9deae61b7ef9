namespace Plimsoll.Margin.Schedules;

/// <summary>A row of a tier schedule.</summary>
/// <param name="Floor">Where it begins: notional or contracts, by the schedule's measure.</param>
/// <param name="InitialRate">Initial margin rate, above 0 and at most 1.</param>
/// <param name="MaintenanceRate">Maintenance margin rate, above 0 and at most <paramref name="InitialRate"/>.</param>
public readonly record struct TierRow(decimal Floor, decimal InitialRate, decimal MaintenanceRate);
