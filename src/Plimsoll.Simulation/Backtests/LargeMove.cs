using System.Globalization;
using Plimsoll.Simulation.MarketData;

namespace Plimsoll.Simulation.Backtests;

/// <summary>A move from one bar to the next that is hardly one of a market, rather a wrong digit or a coin exchanged for another: beyond threefold, or below a third.</summary>
/// <param name="File">The file, as the caller named it.</param>
/// <param name="Line">Its line.</param>
/// <param name="Series">The market, such as <c>coinbase:BTCUSD</c>.</param>
/// <param name="TimeMs">When the bar that moved began, milliseconds since the epoch.</param>
/// <param name="From">The close before.</param>
/// <param name="To">The close after.</param>
public sealed record LargeMove(string File, long Line, string Series, long TimeMs, decimal From, decimal To)
{
    /// <summary>What a price is multiplied or divided by at most, in one bar, without a word.</summary>
    public const decimal Most = 3;

    /// <summary>Whether two closes one after the other are told.</summary>
    public static bool Is(decimal from, decimal to) => to / Most > from || from / Most > to;

    /// <summary>The move in words.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Series} from {From:#,0.########} to {To:#,0.########} in the bar of {BarFile.Time(TimeMs)}"
        );

    /// <summary>The warning for people.</summary>
    public string Warning => string.Create(CultureInfo.InvariantCulture, $"{PrintableText.Of(File)}:{Line}: {this}; it is used as it is");
}
