namespace Plimsoll.Server.Api.Responses;

/// <summary>Changes that wait for a second person.</summary>
/// <param name="Proposals">Oldest first.</param>
/// <param name="Sequence">After which record this holds.</param>
public sealed record ProposalsResponse(IReadOnlyList<ProposalResponse> Proposals, long Sequence);
