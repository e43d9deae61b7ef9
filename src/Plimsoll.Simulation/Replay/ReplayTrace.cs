using Plimsoll.Engine.Marking;
using Plimsoll.Simulation.Markets;

namespace Plimsoll.Simulation.Replay;

/// <summary>What happened when: the material of the report.</summary>
public sealed class ReplayTrace
{
    internal ReplayTrace(MarketMap map)
    {
        Index = [.. map.Underlyings.Select(_ => new List<double>())];
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

    /// <summary>Closings by deleveraging with the largest notional, largest first.</summary>
    public List<AdlEntry> Adl { get; } = [];

    /// <summary>A time in which a source did not count.</summary>
    /// <param name="Underlying">The index.</param>
    /// <param name="Source">The source's place.</param>
    /// <param name="State">Why.</param>
    /// <param name="FromMs">From.</param>
    /// <param name="ToMs">To.</param>
    public readonly record struct SourceDrop(int Underlying, int Source, SourceState State, long FromMs, long ToMs);

    /// <summary>A protective window.</summary>
    /// <param name="Underlying">The index.</param>
    /// <param name="FromMs">From.</param>
    /// <param name="ToMs">To.</param>
    /// <param name="Outcome">How it closed; null when the replay ended first.</param>
    public readonly record struct WindowSpan(int Underlying, long FromMs, long ToMs, WindowOutcome? Outcome);

    /// <summary>One minute in dollars.</summary>
    /// <param name="AtMs">When it begins.</param>
    /// <param name="Book">Notional filled on the book.</param>
    /// <param name="Fund">Notional taken over.</param>
    /// <param name="Adl">Notional deleveraged.</param>
    /// <param name="Socialised">Losses shared.</param>
    /// <param name="Started">Liquidations that began.</param>
    /// <param name="FundValue">The fund's net liquidation value at its end.</param>
    /// <param name="Held">Accounts held at its end.</param>
    public readonly record struct RouteMinute(
        long AtMs,
        double Book,
        double Fund,
        double Adl,
        double Socialised,
        int Started,
        double FundValue,
        int Held
    );
}
