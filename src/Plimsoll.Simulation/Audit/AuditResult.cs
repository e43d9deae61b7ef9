namespace Plimsoll.Simulation.Audit;

/// <summary>What the auditor found.</summary>
/// <param name="Missed">How often an account was below its line, neither in liquidation nor held, after a command.</param>
/// <param name="FirstMissed">The first of them, or null.</param>
/// <param name="Conservation">By asset: the worst imbalance ever seen, in whole units of the asset; zero when sound.</param>
/// <param name="QuantityFaults">How often the quantities of an instrument did not add up to zero, or a flat position kept cost.</param>
/// <param name="AccountChecks">How many accounts were decided, over all commands.</param>
/// <param name="Samples">Margin ratios over time.</param>
public sealed record AuditResult(
    long Missed,
    MissedAccount? FirstMissed,
    IReadOnlyDictionary<string, decimal> Conservation,
    long QuantityFaults,
    long AccountChecks,
    IReadOnlyList<MarginSample> Samples
);
