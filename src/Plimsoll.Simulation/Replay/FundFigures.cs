namespace Plimsoll.Simulation.Replay;

/// <summary>Net liquidation value of the insurance fund in dollars.</summary>
/// <param name="Start">Before the first price.</param>
/// <param name="Low">The lowest after any tick.</param>
/// <param name="End">At the end.</param>
public sealed record FundFigures(decimal Start, decimal Low, decimal End);
