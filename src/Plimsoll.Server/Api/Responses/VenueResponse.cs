using Plimsoll.Server.Api.Rules;
using Plimsoll.Server.Api.Translation;

namespace Plimsoll.Server.Api.Responses;

/// <summary>The venue.</summary>
/// <param name="Numeraire">The asset in which it adds up; null before it is listed.</param>
/// <param name="IsPaused">Whether it is paused.</param>
/// <param name="PausedUntil">When the pause ends by itself.</param>
/// <param name="GraceUntil">Until when liquidations wait after a pause.</param>
/// <param name="ParametersVersion">How many times any parameters changed.</param>
/// <param name="Rules">Its rules.</param>
/// <param name="Sequence">After which record this holds.</param>
public sealed record VenueResponse(
    string? Numeraire,
    bool IsPaused,
    TimeText? PausedUntil,
    TimeText? GraceUntil,
    int ParametersVersion,
    VenueRules Rules,
    long Sequence
);
