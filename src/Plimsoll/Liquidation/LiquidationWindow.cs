namespace Plimsoll.Liquidation;

/// <summary>A limit on what may be liquidated of a market within a sliding window, so that liquidations do not run ahead of the depth.</summary>
/// <remarks>Source: Synthetix v3, perps market: capacity = (maker fee + taker fee) · depth · multiplier · window.</remarks>
public static class LiquidationWindow
{
    /// <summary>What may be liquidated in a window, in base units.</summary>
    /// <param name="makerFee">Maker fee, as a share.</param>
    /// <param name="takerFee">Taker fee, as a share.</param>
    /// <param name="skewScale">The market's depth, in base units.</param>
    /// <param name="multiplier">How many times over the fees' worth of depth may go each second.</param>
    /// <param name="window">Seconds of the window.</param>
    public static decimal Capacity(decimal makerFee, decimal takerFee, decimal skewScale, decimal multiplier, decimal window) =>
        (makerFee + takerFee) * skewScale * multiplier * window;

    /// <summary>What of each request is liquidated, in their order.</summary>
    /// <param name="capacity">What may be liquidated in a window; zero: there is no limit.</param>
    /// <param name="window">Seconds of the window; a liquidation exactly so long ago counts no more.</param>
    /// <param name="requests">Seconds since the request before it, and base units, not negative.</param>
    public static IReadOnlyList<decimal> Liquidated(decimal capacity, decimal window, IEnumerable<(decimal After, decimal Amount)> requests)
    {
        ArgumentNullException.ThrowIfNull(requests);
        var done = new List<(decimal Time, decimal Amount)>();
        var time = 0m;
        foreach (var (after, amount) in requests)
        {
            time += after;
            var used = done.Where(each => each.Time > time - window).Sum(each => each.Amount);
            done.Add((time, capacity == 0 ? amount : Math.Min(amount, Math.Max(capacity - used, 0))));
        }

        return [.. done.Select(each => each.Amount)];
    }

    /// <summary>What of a request is left.</summary>
    public static decimal Remaining(decimal requested, decimal liquidated) => requested - liquidated;
}
