using Plimsoll.Host.Machine;
using Plimsoll.Server.Api.Translation;

namespace Plimsoll.Server.Api.Responses;

/// <summary>What became of a change that was decided.</summary>
/// <param name="Change">Its number.</param>
/// <param name="What">What it was to change, such as <c>instrument BTC-PERP</c>.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Time">When.</param>
/// <param name="Sequence">The record that ended its wait.</param>
/// <param name="Proposal">The proposal that it was; null when that is not known.</param>
/// <param name="ProposedBy">Whose key proposed it; null when that is not known, and for keys that may not see proposals.</param>
/// <param name="ApprovedBy">Whose key approved it; null when that is not known, and for keys that may not see proposals.</param>
/// <param name="WithdrawnBy">Whose key took it back; null unless it was taken back, and for keys that may not see proposals.</param>
public sealed record EndedChange(
    string Change,
    string What,
    ChangeOutcome Outcome,
    TimeText Time,
    long Sequence,
    string? Proposal,
    KeyName? ProposedBy,
    KeyName? ApprovedBy,
    KeyName? WithdrawnBy
);
