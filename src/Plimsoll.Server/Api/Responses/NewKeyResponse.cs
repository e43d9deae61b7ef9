namespace Plimsoll.Server.Api.Responses;

/// <summary>A new key, with its secret: shown this once.</summary>
/// <param name="Secret">The whole key; what the holder sends or signs with.</param>
/// <param name="Created">The key as it will be shown from now on.</param>
public sealed record NewKeyResponse(string Secret, KeyResponse Created);
