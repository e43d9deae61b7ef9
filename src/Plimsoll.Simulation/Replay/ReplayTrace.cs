using Plimsoll.Simulation.Markets;

namespace Plimsoll.Simulation.Replay;

/// <summary>What happened when: the material of the report.</summary>
public sealed class ReplayTrace
{
    internal ReplayTrace(MarketMap map)
    {
        Index = [.. map.Underlyings.Select(_ => new List<double>())];
        Fair = [.. map.Underlyings.Select(_ => new List<double>())];
        Prints =
        [
            .. Enumerable
                .Range(0, map.Underlyings.SelectMany(one => one.Feeds).Max(feed => feed.Series) + 1)
                .Select(_ => new List<double>()),
        ];
    }

    /// <summary>The time of each tick, in milliseconds since the epoch.</summary>
    public List<long> TicksMs { get; } = [];

    /// <summary>Index price by underlying and tick; NaN before the first.</summary>
    public IReadOnlyList<List<double>> Index { get; }

    /// <summary>The market's own price by underlying and tick: the volume-weighted median of all venues; NaN before the first.</summary>
    public IReadOnlyList<List<double>> Fair { get; }

    /// <summary>Latest print by series and tick, in USD; NaN before the first.</summary>
    public IReadOnlyList<List<double>> Prints { get; }

    /// <summary>Times in which a source did not count, and why.</summary>
    public List<SourceDrop> Drops { get; } = [];

    /// <summary>Protective windows.</summary>
    public List<WindowSpan> Windows { get; } = [];

    /// <summary>Per minute: what went which way.</summary>
    public List<RouteMinute> Minutes { get; } = [];

    /// <summary>Liquidations with the largest notional at their start, largest first.</summary>
    public List<LiquidationEpisode> Largest { get; } = [];

    /// <summary>The statements that were asked for, of the accounts that there are.</summary>
    public List<ReplayStatement> Statements { get; } = [];

    /// <summary>How many accounts there were at the end; their numbers run from zero.</summary>
    public int AccountCount { get; internal set; }

    /// <summary>Closings by deleveraging with the largest notional, largest first.</summary>
    public List<AdlEntry> Adl { get; } = [];
}
