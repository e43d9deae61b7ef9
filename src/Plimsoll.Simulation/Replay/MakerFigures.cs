namespace Plimsoll.Simulation.Replay;

/// <summary>What became of the market makers, in dollars at the last prices.</summary>
/// <param name="Pnl">Profit of all.</param>
/// <param name="Capital">What they brought.</param>
/// <param name="Shortfall">What those owe who lost more than they brought: they are not liquidated, so the venue holds it as a claim.</param>
public sealed record MakerFigures(decimal Pnl, decimal Capital, decimal Shortfall);
