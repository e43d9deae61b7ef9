using Plimsoll.Engine.Marking;

namespace Plimsoll.Simulation.Replay;

/// <summary>A time in which a source did not count.</summary>
/// <param name="Underlying">The index.</param>
/// <param name="Source">The source's place.</param>
/// <param name="State">Why.</param>
/// <param name="FromMs">From, in milliseconds since the epoch.</param>
/// <param name="ToMs">To.</param>
public readonly record struct SourceDrop(int Underlying, int Source, SourceState State, long FromMs, long ToMs);
