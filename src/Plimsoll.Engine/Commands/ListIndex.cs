using Plimsoll.Marking;
using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>Lists a new index.</summary>
/// <param name="At">When, by the sequencer's clock; never before the previous command.</param>
/// <param name="Parameters">The index; its id is the next free number.</param>
public sealed record ListIndex(Timestamp At, IndexParameters Parameters) : Command(At);
