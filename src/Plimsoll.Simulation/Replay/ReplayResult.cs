using Plimsoll.Simulation.Markets;

namespace Plimsoll.Simulation.Replay;

/// <summary>All that a replay leaves behind.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Map">Underlyings and sources.</param>
/// <param name="Summary">The figures.</param>
/// <param name="Trace">What happened when, for the report.</param>
/// <param name="Elapsed">How long it took.</param>
public sealed record ReplayResult(ReplayRequest Request, MarketMap Map, ReplaySummary Summary, ReplayTrace Trace, TimeSpan Elapsed);
