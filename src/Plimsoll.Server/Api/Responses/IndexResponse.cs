using Plimsoll.Server.Api.Rules;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Responses;

/// <summary>An index.</summary>
/// <param name="Index">Its symbol.</param>
/// <param name="IndexPrice">Its price; null before the first, the last one while it has no source.</param>
/// <param name="LiveSources">How many sources count.</param>
/// <param name="ProtectiveWindowUntil">Until when the protective window is open; null when it is closed.</param>
/// <param name="HasNoSource">Whether its last source was lost.</param>
/// <param name="HoldUntil">Until when liquidations wait for that, at the latest.</param>
/// <param name="Sources">Its sources.</param>
/// <param name="Rules">Its rules.</param>
public sealed record IndexResponse(
    string Index,
    DecimalText? IndexPrice,
    int LiveSources,
    TimeText? ProtectiveWindowUntil,
    bool HasNoSource,
    TimeText? HoldUntil,
    IReadOnlyList<SourceResponse> Sources,
    IndexRules Rules
);
