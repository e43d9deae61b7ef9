using Plimsoll.Simulation.Replay;

namespace Plimsoll.Simulation.Reports;

/// <summary>What a report tells.</summary>
/// <param name="Main">The run it is about.</param>
/// <param name="Comparisons">The same traders and seed under other mark rules; may be empty.</param>
/// <param name="CommandLine">How to get the same again.</param>
public sealed record ReportInput(ReplayResult Main, IReadOnlyList<ReplayResult> Comparisons, string CommandLine);
