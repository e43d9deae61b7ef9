using Plimsoll.Values;

namespace Plimsoll.Engine.Views;

/// <summary>The venue as it stands.</summary>
/// <param name="Parameters">Its rules now.</param>
/// <param name="ParametersVersion">How many times any parameters changed or were listed.</param>
/// <param name="IsPaused">Whether it is paused.</param>
/// <param name="PausedUntil">When the pause ends by itself.</param>
/// <param name="GraceUntil">Until when liquidations wait after a pause.</param>
public readonly record struct VenueView(
    VenueParameters Parameters,
    int ParametersVersion,
    bool IsPaused,
    Timestamp PausedUntil,
    Timestamp GraceUntil
);
