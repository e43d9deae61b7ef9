namespace Plimsoll.Server.Api.Responses;

/// <summary>Keys.</summary>
/// <param name="Keys">In the order of their numbers, revoked ones included.</param>
public sealed record KeysResponse(IReadOnlyList<KeyResponse> Keys);
