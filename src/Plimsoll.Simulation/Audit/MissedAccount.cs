namespace Plimsoll.Simulation.Audit;

/// <summary>An account that the auditor finds below its line or in liquidation, with no order out for it and no hold that the auditor knows of.</summary>
/// <param name="Account">Its number.</param>
/// <param name="AtNs">When, in nanoseconds since the epoch.</param>
/// <param name="Equity">In the numeraire's units.</param>
/// <param name="MaintenanceMargin">In the numeraire's units.</param>
public readonly record struct MissedAccount(int Account, long AtNs, Int128 Equity, Int128 MaintenanceMargin);
