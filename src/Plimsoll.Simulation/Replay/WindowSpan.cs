using Plimsoll.Engine.Marking;

namespace Plimsoll.Simulation.Replay;

/// <summary>A protective window.</summary>
/// <param name="Underlying">The index.</param>
/// <param name="FromMs">From, in milliseconds since the epoch.</param>
/// <param name="ToMs">To.</param>
/// <param name="Outcome">How it closed; null when the replay ended first.</param>
public readonly record struct WindowSpan(int Underlying, long FromMs, long ToMs, WindowOutcome? Outcome);
