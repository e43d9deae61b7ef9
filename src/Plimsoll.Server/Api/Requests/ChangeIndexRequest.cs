using Plimsoll.Server.Api.Rules;
using Plimsoll.Server.Api.Translation;

namespace Plimsoll.Server.Api.Requests;

/// <summary>Proposes other rules of an index. What is absent stays.</summary>
/// <param name="Index">The index.</param>
/// <param name="EffectiveAt">From when they hold; absent for the moment of the approval.</param>
/// <param name="Weights">Weights of sources, by name; a source that is not named keeps its own.</param>
/// <param name="Limits">How it treats its sources; a figure that is absent stays.</param>
public sealed record ChangeIndexRequest(
    string Index,
    TimeText? EffectiveAt = null,
    IReadOnlyDictionary<string, int>? Weights = null,
    IndexLimits? Limits = null
);
