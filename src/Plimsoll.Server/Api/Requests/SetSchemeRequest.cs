namespace Plimsoll.Server.Api.Requests;

/// <summary>Puts an account under a scheme of portfolio margin.</summary>
/// <param name="Account">Its name.</param>
/// <param name="Scheme">The scheme's symbol; <c>standard</c> for none.</param>
public sealed record SetSchemeRequest(string Account, string Scheme);
