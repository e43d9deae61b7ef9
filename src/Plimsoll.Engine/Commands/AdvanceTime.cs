using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>Lets time pass: schedules, holds and timeouts take effect. The host sends it when nothing else moves time.</summary>
/// <param name="At">When, by the sequencer's clock; never before the previous command.</param>
public sealed record AdvanceTime(Timestamp At) : Command(At);
