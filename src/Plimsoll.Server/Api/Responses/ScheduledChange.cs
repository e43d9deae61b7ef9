using Plimsoll.Server.Api.Translation;

namespace Plimsoll.Server.Api.Responses;

/// <summary>A change that was decided and waits for its time.</summary>
/// <param name="Change">Its number.</param>
/// <param name="EffectiveAt">When it takes effect.</param>
/// <param name="Proposal">The proposal that it was; null when that is not known.</param>
/// <param name="ProposedBy">Whose key proposed it; null when that is not known, and for keys that may not see proposals.</param>
/// <param name="ApprovedBy">Whose key approved it; null when that is not known, and for keys that may not see proposals.</param>
/// <param name="Changes">What will differ from the rules in force, and nothing else.</param>
/// <param name="Rules">The rules as they will be.</param>
public sealed record ScheduledChange(
    string Change,
    TimeText EffectiveAt,
    string? Proposal,
    KeyName? ProposedBy,
    KeyName? ApprovedBy,
    IReadOnlyList<FieldChange> Changes,
    ChangedRules Rules
);
