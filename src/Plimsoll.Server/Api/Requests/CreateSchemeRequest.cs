namespace Plimsoll.Server.Api.Requests;

/// <summary>Lists a model's portfolio margin as a scheme that accounts may choose. It is called after the model.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Underlyings">The venue's indices, by what the model calls their underlyings, such as <c>{"BTC": "BTC/USD"}</c>.</param>
/// <param name="Assets">The venue's assets other than the numeraire, by what the model calls them.</param>
/// <param name="Peg">The index that watches the numeraire's peg, where the model asks for it.</param>
/// <param name="AccountClass">The class of accounts whose rule it is, where the model has such.</param>
public sealed record CreateSchemeRequest(
    string Model,
    IReadOnlyDictionary<string, string> Underlyings,
    IReadOnlyDictionary<string, string>? Assets = null,
    string? Peg = null,
    string? AccountClass = null
);
