namespace Plimsoll.Server.Api.Requests;

/// <summary>Opens an account.</summary>
/// <param name="Name">Its name, given once and kept: 1 to 64 letters, digits and <c>. _ : - # @ +</c>, not digits alone.</param>
/// <param name="Owner">The owner under whom sub-accounts are grouped; by default the account's own name.</param>
/// <param name="Kind">A user or a market maker.</param>
public sealed record OpenAccountRequest(string Name, string? Owner = null, OpenedKind Kind = OpenedKind.User);
