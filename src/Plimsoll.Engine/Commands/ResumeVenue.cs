using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>Ends a pause; liquidations wait for the grace that the venue grants.</summary>
/// <param name="At">When, by the sequencer's clock; never before the previous command.</param>
public sealed record ResumeVenue(Timestamp At) : Command(At);
