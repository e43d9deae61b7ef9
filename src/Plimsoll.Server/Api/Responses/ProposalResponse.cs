using Plimsoll.Server.Api.Translation;

namespace Plimsoll.Server.Api.Responses;

/// <summary>A change that waits for a second person.</summary>
/// <param name="Proposal">Its number.</param>
/// <param name="ProposedBy">Whose key proposed it: another has to approve.</param>
/// <param name="ProposedAt">When.</param>
/// <param name="EffectiveAt">From when it holds; null for the moment of the approval.</param>
/// <param name="Asked">What was asked, in a line.</param>
/// <param name="Changes">What would differ from the rules in force, and nothing else.</param>
/// <param name="Rules">The rules as they would be.</param>
public sealed record ProposalResponse(
    string Proposal,
    KeyName ProposedBy,
    TimeText ProposedAt,
    TimeText? EffectiveAt,
    string Asked,
    IReadOnlyList<FieldChange> Changes,
    ChangedRules Rules
);
