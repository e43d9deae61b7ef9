using Plimsoll.Host;

namespace Plimsoll.Server.Metrics;

/// <summary>Which indices have no price, looked at once a second at most: anybody may ask, and each look holds up the engine.</summary>
/// <param name="host">The venue.</param>
internal sealed class IndexWatch(VenueHost host)
{
    private const long Milliseconds = 1000;

    private readonly Lock _gate = new();
    private IReadOnlyList<string> _warnings = [];
    private long _lookedAt = long.MinValue / 2;

    /// <summary>Indices whose prices have run out, a sentence each, for anybody to read.</summary>
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

    private IReadOnlyList<string> Look() =>
        VenueMetrics.Ask(
            host,
            static engine =>
                VenueMetrics
                    .Indices(engine)
                    .Where(index => index.HasNoSource)
                    .Select(index =>
                        $"no source of {index.Symbol} counts: orders that add to positions on it are refused, and its liquidations wait for a while."
                    )
        );
}
