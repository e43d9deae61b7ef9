using System.Text.Json.Nodes;

namespace Plimsoll.Conformance;

/// <summary>One case of a peer: inputs, and what must come out.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Venue">Whose it is.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Formula">The formula it says it follows; empty if it says none.</param>
/// <param name="Inputs">The inputs.</param>
/// <param name="Expected">What must come out.</param>
/// <param name="Tolerance">How exactly; null when nothing is said.</param>
/// <param name="Contradicts">Whether it is marked as contradicting its own rule.</param>
/// <param name="Whole">The whole vector, for what is said elsewhere in it.</param>
/// <param name="Shared">What the file's vectors share; empty if nothing.</param>
public sealed record Vector(
    string Id,
    string Venue,
    string Kind,
    string Formula,
    JsonObject Inputs,
    JsonObject Expected,
    JsonNode? Tolerance,
    bool Contradicts,
    JsonObject Whole,
    JsonObject Shared
);
