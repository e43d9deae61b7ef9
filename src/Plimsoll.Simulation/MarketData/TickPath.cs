namespace Plimsoll.Simulation.MarketData;

/// <summary>The one path by which a minute bar becomes four ticks.</summary>
/// <remarks>
/// Up or unchanged (close ≥ open): open, low, high, close; down: open, high, low, close; at +0, +15, +30 and +45 s. An open outside the
/// range (BitMEX prints the close of the bar before) counts as the nearest price within it. docs/spec/0011-replay.md (REPL-002, REPL-003).
/// </remarks>
public static class TickPath
{
    /// <summary>Ticks in a minute.</summary>
    public const int TicksPerMinute = 4;

    /// <summary>Milliseconds between two ticks of a bar.</summary>
    public const long TickMs = PriceHistory.MinuteMs / TicksPerMinute;

    /// <summary>The price of a bar at one of its ticks.</summary>
    /// <param name="bar">The bar.</param>
    /// <param name="tick">0 … 3.</param>
    public static decimal PriceAt(in Bar bar, int tick)
    {
        var open = Math.Clamp(bar.Open, bar.Low, bar.High);
        var isUp = bar.Close >= open;
        return tick switch
        {
            0 => open,
            1 => isUp ? bar.Low : bar.High,
            2 => isUp ? bar.High : bar.Low,
            3 => bar.Close,
            _ => throw new ArgumentOutOfRangeException(nameof(tick), tick, "A bar has four ticks, 0 to 3."),
        };
    }
}
