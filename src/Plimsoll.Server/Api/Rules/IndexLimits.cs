using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Rules;

/// <summary>How an index treats its sources. Times are in seconds; what is absent in a listing has the default, in a change stays.</summary>
/// <param name="StaleAfter">A quote older than this is dropped.</param>
/// <param name="FrozenWindow">The window over which ranges are compared to find a frozen source.</param>
/// <param name="FrozenShare">A source is frozen when its range is below this share of the others'; 0 switches it off.</param>
/// <param name="FrozenFloor">Ranges below this share of the price call nobody frozen.</param>
/// <param name="MaxDeviation">The farthest a source may lie from the median of three or more.</param>
/// <param name="ReturnAfter">A dropped source returns when it has been good for so long.</param>
/// <param name="TwoSourceBound">The farthest two sources may lie apart.</param>
/// <param name="ClampPerMinute">The most that the index moves per minute with one source, or two that disagree.</param>
/// <param name="WindowBound">With one source: a move beyond this share opens the protective window.</param>
/// <param name="WindowLookback">The span over which that move is measured.</param>
/// <param name="WindowLength">The longest that the window stays open.</param>
/// <param name="NoSourceHold">The longest that liquidations wait when no source is left.</param>
/// <param name="NoSourceMarginMultiple">Initial margin is multiplied by this while no source is left.</param>
public sealed record IndexLimits(
    DecimalText? StaleAfter = null,
    DecimalText? FrozenWindow = null,
    DecimalText? FrozenShare = null,
    DecimalText? FrozenFloor = null,
    DecimalText? MaxDeviation = null,
    DecimalText? ReturnAfter = null,
    DecimalText? TwoSourceBound = null,
    DecimalText? ClampPerMinute = null,
    DecimalText? WindowBound = null,
    DecimalText? WindowLookback = null,
    DecimalText? WindowLength = null,
    DecimalText? NoSourceHold = null,
    DecimalText? NoSourceMarginMultiple = null
);
