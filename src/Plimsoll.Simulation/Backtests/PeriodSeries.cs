namespace Plimsoll.Simulation.Backtests;

/// <summary>The log moves of one market from period to period; a move across a hole in the prices is none.</summary>
/// <param name="Name">Venue and symbol, such as <c>coinbase:BTCUSD</c>.</param>
/// <param name="Coin">The coin that is priced.</param>
/// <param name="TimesMs">When each move ended: the close of its bar, milliseconds since the epoch, rising.</param>
/// <param name="Moves">The change of log price from close to close.</param>
public sealed record PeriodSeries(string Name, string Coin, IReadOnlyList<long> TimesMs, double[] Moves)
{
    private readonly string? _label;

    /// <summary>The price before each move: the close of the bar before.</summary>
    public required double[] Prices { get; init; }

    /// <summary>What books call it: the coin, with the market where several have it.</summary>
    public string Label
    {
        get => _label ?? Coin;
        init => _label = value;
    }
}
