namespace Plimsoll.Simulation.Audit;

/// <summary>What the auditor found.</summary>
/// <param name="Missed">How often an account was below its line or in liquidation after a command, with nothing that it could rightly wait for.</param>
/// <param name="FirstMissed">The first of them, or null.</param>
/// <param name="Conservation">By asset: the worst difference ever seen between what was posted and what events account for, in whole units; zero when sound.</param>
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
