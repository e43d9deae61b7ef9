using Plimsoll.Server.Api.Translation;

namespace Plimsoll.Server.Api.Requests;

/// <summary>Proposes another rule for a scheme of portfolio margin, as a model has it. The scheme keeps its name.</summary>
/// <param name="Scheme">The scheme.</param>
/// <param name="Model">The model's name.</param>
/// <param name="Underlyings">The venue's indices, by what the model calls their underlyings; absent for those that the scheme has.</param>
/// <param name="Assets">The venue's assets other than the numeraire, by what the model calls them; all that the scheme is to have.</param>
/// <param name="Peg">The index that watches the numeraire's peg, where the model asks for it; absent for the one that the scheme has.</param>
/// <param name="AccountClass">The class of accounts whose rule it is, where the model has such.</param>
/// <param name="EffectiveAt">From when it holds; absent for the moment of the approval.</param>
public sealed record ChangeSchemeRequest(
    string Scheme,
    string Model,
    IReadOnlyDictionary<string, string>? Underlyings = null,
    IReadOnlyDictionary<string, string>? Assets = null,
    string? Peg = null,
    string? AccountClass = null,
    TimeText? EffectiveAt = null
);
