namespace Plimsoll.Server.Api.Requests;

/// <summary>Gives a key other roles.</summary>
/// <param name="Key">Its public name.</param>
/// <param name="Roles">All its roles from now on.</param>
/// <param name="Accounts">For a trader all the accounts it acts for from now on.</param>
public sealed record ChangeKeyRequest(string Key, IReadOnlyList<KeyRole> Roles, IReadOnlyList<string>? Accounts = null);
