using Plimsoll.Values;

namespace Plimsoll.Feeds.Quotes;

/// <summary>Compares the sources of one group, such as all that quote bitcoin in dollars: who stands alone is not passed on.</summary>
/// <remarks>
/// The engine drops a deviating source by itself (docs/spec/0003-prices.md); here it is noticed at the source, so that its health says so.
/// Three sources with a fresh price are needed: of two that differ nobody can say which lies. Safe for any number of threads.
/// </remarks>
/// <param name="deviationMax">How far from the median, as a share of it, a source may be.</param>
/// <param name="freshFor">How long a price counts.</param>
public sealed class PriceWatch(decimal deviationMax, Duration freshFor)
{
    private const int SourcesMin = 3;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Dictionary<string, (decimal Price, Timestamp At)>> _groups = new(StringComparer.Ordinal);
    private readonly List<decimal> _prices = [];

    /// <summary>Notes what a source says, and tells whether it stands alone.</summary>
    /// <param name="group">What the price is of.</param>
    /// <param name="source">Who says it.</param>
    /// <param name="price">The price, above zero.</param>
    /// <param name="at">When it was received.</param>
    /// <returns>Whether the price lies farther from the median of all fresh ones than is allowed.</returns>
    public bool Deviates(string group, string source, decimal price, Timestamp at)
    {
        lock (_lock)
        {
            if (!_groups.TryGetValue(group, out var latest))
            {
                latest = new(StringComparer.Ordinal);
                _groups.Add(group, latest);
            }

            latest[source] = (price, at);
            _prices.Clear();
            foreach (var (other, when) in latest.Values)
            {
                if (at - when <= freshFor)
                {
                    _prices.Add(other);
                }
            }

            if (_prices.Count < SourcesMin)
            {
                return false;
            }

            _prices.Sort();
            var middle = _prices.Count / 2;
            var median = _prices.Count % 2 == 1 ? _prices[middle] : _prices[middle - 1] + ((_prices[middle] - _prices[middle - 1]) / 2);
            return Math.Abs(price - median) > deviationMax * median;
        }
    }
}
