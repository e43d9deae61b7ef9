namespace Plimsoll.Server.Api.Requests;

/// <summary>Names a proposal.</summary>
/// <param name="Proposal">Its number, as its answer gave it.</param>
public sealed record ProposalRequest(string Proposal);
