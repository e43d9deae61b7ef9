namespace Plimsoll.Server.Api.Requests;

/// <summary>Names an account.</summary>
/// <param name="Account">Its name.</param>
public sealed record AccountRequest(string Account);
