using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>Something that is asked of the engine. Commands are the only way to change it; each is accepted whole or refused whole.</summary>
/// <param name="At">When, by the sequencer's clock; never before the previous command.</param>
public abstract record Command(Timestamp At);
