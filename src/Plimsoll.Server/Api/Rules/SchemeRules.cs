namespace Plimsoll.Server.Api.Rules;

/// <summary>A scheme of portfolio margin.</summary>
/// <param name="Scheme">Its symbol.</param>
/// <param name="Rule">What kind of rule it is.</param>
/// <param name="Underlyings">What the rule calls an index, by the index's symbol.</param>
/// <param name="HedgingAssets">Assets that hedge or need more than their haircut.</param>
/// <param name="Peg">The index that watches the numeraire's peg; absent for none.</param>
public sealed record SchemeRules(
    string Scheme,
    string Rule,
    IReadOnlyDictionary<string, string> Underlyings,
    IReadOnlyList<string> HedgingAssets,
    string? Peg = null
);
