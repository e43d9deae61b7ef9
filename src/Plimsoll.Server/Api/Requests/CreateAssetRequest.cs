using Plimsoll.Server.Api.Rules;

namespace Plimsoll.Server.Api.Requests;

/// <summary>Lists an asset: by its rules, or as a model has it.</summary>
/// <param name="Rules">Its rules; absent when a model has them.</param>
/// <param name="Model">The model's name.</param>
/// <param name="Symbol">Its name in the model.</param>
/// <param name="Decimals">Digits of its smallest unit, where the model states none.</param>
/// <param name="Index">The index that values it; absent for the numeraire.</param>
public sealed record CreateAssetRequest(
    AssetRules? Rules = null,
    string? Model = null,
    string? Symbol = null,
    int? Decimals = null,
    string? Index = null
);
