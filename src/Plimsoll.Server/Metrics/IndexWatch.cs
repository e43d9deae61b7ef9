using System.Globalization;
using Microsoft.Extensions.Logging;
using Plimsoll.Host;

namespace Plimsoll.Server.Metrics;

/// <summary>Which indices have no price or too few sources to trust it, looked at once a second at most: anybody may ask, and each look holds up the engine.</summary>
/// <param name="host">The venue.</param>
internal sealed partial class IndexWatch(VenueHost host)
{
    /// <summary>The least number of sources of which the others outvote one (FEED-060).</summary>
    private const int Outvoting = 3;

    private const long Milliseconds = 1000;

    private readonly Lock _gate = new();
    private IReadOnlyList<string> _warnings = [];
    private long _lookedAt = long.MinValue / 2;

    /// <summary>Indices whose prices have run out, or rest on fewer sources than they should, a sentence each, for anybody to read.</summary>
    public IReadOnlyList<string> Warnings
    {
        get
        {
            lock (_gate)
            {
                if (Environment.TickCount64 - _lookedAt >= Milliseconds)
                    (_warnings, _lookedAt) = (Look(), Environment.TickCount64);

                return _warnings;
            }
        }
    }

    /// <summary>Tells of indices whose rules list fewer than three sources: so it was meant, and so it stays, which is no news each time somebody asks.</summary>
    public static void TellFew(VenueHost host, ILogger log)
    {
        foreach (var index in VenueMetrics.Ask(host, VenueMetrics.Indices).Where(index => index.Sources < Outvoting))
        {
            HasFew(log, index.Symbol, index.Sources);
        }
    }

    private IReadOnlyList<string> Look() =>
        VenueMetrics.Ask(host, static engine => VenueMetrics.Indices(engine).Select(Sentence).OfType<string>());

    private static string? Sentence((string Symbol, int Sources, int LiveSources, bool HasNoSource) index) =>
        index.HasNoSource
            ? $"no source of {index.Symbol} counts: orders that add to positions on it are refused, and its liquidations wait for a while."
        : index.LiveSources == 0 ? $"no source of {index.Symbol} has told a price yet: nothing is traded on it."
        : index.Sources >= Outvoting && index.LiveSources is > 0 and < Outvoting
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"of {index.Sources} sources of {index.Symbol} {index.LiveSources} count: from three on one that tells a wrong price is outvoted; until then it moves the index, and may liquidate."
            )
        : null;

    [LoggerMessage(
        EventId = 4311,
        Level = LogLevel.Warning,
        Message = "The rules of {Index} list {Sources} source(s): from three on one that tells a wrong price is outvoted; here it moves the index, and may liquidate."
    )]
    private static partial void HasFew(ILogger log, string index, int sources);
}
