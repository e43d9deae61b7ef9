namespace Plimsoll.Server.Api.Requests;

/// <summary>Asks for nothing in particular.</summary>
public sealed record NothingRequest;
