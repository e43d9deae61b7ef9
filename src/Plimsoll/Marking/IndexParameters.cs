using Plimsoll.Values;

namespace Plimsoll.Marking;

/// <summary>How many venues become one robust index price. Immutable; a change is a new version.</summary>
/// <remarks>Rules and worked numbers: docs/spec/0003-prices.md. Defaults are Plimsoll's own, stated there. Ranges are held by <see cref="IndexValidator"/>.</remarks>
public sealed record IndexParameters
{
    /// <summary>The most sources that one index may have.</summary>
    public const int MaxSources = 32;

    /// <summary>The dense number.</summary>
    public required IndexId Id { get; init; }

    /// <summary>The name people use, such as <c>BTC/USD</c>; 1 … 32 printable ASCII characters without spaces.</summary>
    public required string Symbol { get; init; }

    /// <summary>Decimals of its prices, 0 … 12; fixed at listing.</summary>
    public required int Decimals { get; init; }

    /// <summary>The sources, 1 … 32 of different names. Their weights may change later, nothing else.</summary>
    public required IReadOnlyList<IndexSource> Sources { get; init; }

    /// <summary>A quote older than this is dropped as stale; above zero, at most a day.</summary>
    public Duration StaleAfter { get; init; } = Duration.FromMinutes(5);

    /// <summary>The window over which ranges are compared to find a frozen source; eight equal slots of whole nanoseconds, 8 ms … a day.</summary>
    public Duration FrozenWindow { get; init; } = Duration.FromMinutes(4);

    /// <summary>A source is frozen when its range is below this share of the lower median of the others' ranges; 0 … 100 %, 0 switches the rule off.</summary>
    public Rate FrozenShare { get; init; } = Rate.FromPercent(5);

    /// <summary>Ranges below this share of the price are too quiet to call anybody frozen; 0 … 100 %.</summary>
    public Rate FrozenFloor { get; init; } = Rate.FromBasisPoints(100);

    /// <summary>With three or more sources: the farthest a source may lie from their median, as a share of it; above zero, at most a hundredfold.</summary>
    public Rate MaxDeviation { get; init; } = Rate.FromPercent(3);

    /// <summary>A dropped source returns when it has been good for this long; 0 … a day.</summary>
    public Duration ReturnAfter { get; init; } = Duration.FromMinutes(1);

    /// <summary>With two sources: the farthest they may lie apart, as a share of the lower; 0 … 100 %.</summary>
    public Rate TwoSourceBound { get; init; } = Rate.FromPercent(5);

    /// <summary>With one source, or two that disagree: the most the index moves per minute, as a share of it; above zero, at most 100 %.</summary>
    public Rate ClampPerMinute { get; init; } = Rate.FromPercent(3);

    /// <summary>With one source: a move beyond this share within <see cref="WindowLookback"/> opens the protective window; above zero, at most a hundredfold.</summary>
    public Rate WindowBound { get; init; } = Rate.FromPercent(5);

    /// <summary>The span over which a move is measured; above zero, at most a day.</summary>
    public Duration WindowLookback { get; init; } = Duration.FromMinutes(1);

    /// <summary>The longest a protective window stays open; after it, it cannot open again for as long. Above zero, at most an hour.</summary>
    public Duration WindowLength { get; init; } = Duration.FromMinutes(5);

    /// <summary>The longest that liquidations wait when no source is left; 0 … a day.</summary>
    public Duration NoSourceHold { get; init; } = Duration.FromMinutes(10);

    /// <summary>Initial margin is multiplied by this while no source is left; 1x … 100x.</summary>
    public Rate NoSourceMarginMultiple { get; init; } = Rate.FromPercent(200);
}
