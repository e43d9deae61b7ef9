namespace Plimsoll.Simulation.Books;

/// <summary>Quotes a book anew around a price: the measured depth by distance, scaled, thinned, and without what was just taken.</summary>
/// <remarks>docs/spec/0011-replay.md (REPL-012 … REPL-014).</remarks>
public sealed class MakerQuotes
{
    private const double LotsMost = 1e12;

    private static readonly double[] DistancesBp = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768];

    private readonly double[] _depth;
    private readonly int[] _makers;
    private readonly double _dollarsPerLotTick;

    /// <summary>Fixes what does not change from tick to tick.</summary>
    /// <param name="profile">Depth by distance as a share of open interest.</param>
    /// <param name="openInterest">In dollars.</param>
    /// <param name="depthMultiple">Multiplies the depth.</param>
    /// <param name="makers">The accounts that quote; they share the levels in turn.</param>
    /// <param name="dollarsPerLotTick">What one lot is worth per tick of price.</param>
    public MakerQuotes(DepthProfile profile, double openInterest, double depthMultiple, int[] makers, double dollarsPerLotTick)
    {
        _depth = [.. DistancesBp.Select(distance => profile.Within(distance) * openInterest * depthMultiple)];
        _makers = makers;
        _dollarsPerLotTick = dollarsPerLotTick;
    }

    /// <summary>Depth within <paramref name="distanceBp"/> on one side in normal times, in dollars.</summary>
    public double NormalDepth(double distanceBp)
    {
        var dollars = 0.0;
        for (var i = 0; i < DistancesBp.Length && DistancesBp[i] <= distanceBp; i++)
        {
            dollars = _depth[i];
        }

        return dollars;
    }

    /// <summary>Replaces all orders of the book.</summary>
    /// <param name="book">The book.</param>
    /// <param name="mid">The price that the makers see, in ticks.</param>
    /// <param name="liquidity">How much of the depth is there.</param>
    public void Quote(OrderBook book, double mid, LiquidityState liquidity)
    {
        book.Clear();
        QuoteSide(book, +1, mid, liquidity.Depth, liquidity.TakenBids);
        QuoteSide(book, -1, mid, liquidity.Depth, liquidity.TakenAsks);
    }

    private void QuoteSide(OrderBook book, int side, double mid, double share, double taken)
    {
        var quoted = 0L;
        for (var i = 0; i < DistancesBp.Length; i++)
        {
            var offset = mid * DistancesBp[i] / 10_000;
            var price = side > 0 ? (long)Math.Floor(mid - offset) : (long)Math.Ceiling(mid + offset);
            if (price <= 0)
            {
                return;
            }

            // Lots are counted from the mid outward, so that roundings never add up.
            var lots = (long)Math.Min(LotsMost, Math.Max(0, (_depth[i] * share) - taken) / (price * _dollarsPerLotTick));
            if (lots > quoted)
            {
                book.Place(_makers[i % _makers.Length], side, price, lots - quoted);
                quoted = lots;
            }
        }
    }
}
