using System.Globalization;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.ValueAtRisk.Volatility;
using Plimsoll.Numerics;
using Plimsoll.Simulation.MarketData;

namespace Plimsoll.Simulation.Backtests;

/// <summary>Joint moves of several coins, from a table of prices, as models of value at risk read them.</summary>
/// <remarks>
/// Where no option prices are at hand, the move of a coin's implied volatility is that of its EWMA forecast: the stand-in of the back-tests, without the premium of implied over realised volatility and
/// the skew. The first forecasts are made of moves that are left out then.
/// </remarks>
public static class MoveHistory
{
    private const double LeastVolatility = 1e-6;

    /// <summary>The moves of the periods that all of the coins have, oldest first; each called by the day on which it ended.</summary>
    /// <param name="table">The prices.</param>
    /// <param name="coins">The coins, such as BTC; of several markets in one, the first by name.</param>
    /// <param name="decay">λ of the forecasts, 0 to below 1.</param>
    /// <exception cref="MarketDataException">A coin is not there, or too few periods are.</exception>
    public static IReadOnlyList<MoveRow> Of(PriceTable table, IReadOnlyList<string> coins, double decay)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(coins);
        var series = coins.Select(coin => SeriesOf(table, coin)).ToArray();
        var moves = series.Select(each => Moves(each, decay)).ToArray();
        var times = series[0].TimesMs.Where(time => moves.All(each => each.ContainsKey(time))).ToArray();
        if (times.Length == 0)
        {
            throw new MarketDataException(
                MarketDataFault.TooShort,
                table.Files[0],
                0,
                $"more than {EwmaVolatility.SeedLength} periods that {string.Join(", ", coins)} have in common",
                "none"
            );
        }

        return
        [
            .. times.Select(time => new MoveRow(
                Day(time, table.StepMs),
                [.. moves.Select(each => each[time].Price)],
                [.. moves.Select(each => each[time].Volatility)]
            )),
        ];
    }

    private static PeriodSeries SeriesOf(PriceTable table, string coin) =>
        table.Series.FirstOrDefault(each => string.Equals(each.Coin, coin, StringComparison.OrdinalIgnoreCase))
        ?? throw new MarketDataException(
            MarketDataFault.NoUsableSeries,
            table.Files[0],
            0,
            $"prices of {coin}",
            string.Join(", ", table.Series.Select(each => each.Coin).Distinct(StringComparer.Ordinal))
        );

    private static Dictionary<long, (double Price, double Volatility)> Moves(PeriodSeries series, double decay)
    {
        var moves = new Dictionary<long, (double, double)>();
        if (series.Moves.Length == 0)
        {
            return moves;
        }

        var forecasts = EwmaVolatility.Forecasts(series.Moves, decay);
        for (var i = EwmaVolatility.SeedLength; i < series.Moves.Length; i++)
        {
            var grown = Math.Max(LeastVolatility, forecasts[i + 1]) / Math.Max(LeastVolatility, forecasts[i]);
            moves[series.TimesMs[i]] = (series.Moves[i], DeterministicMath.Log(grown));
        }

        return moves;
    }

    /// <summary>The day of the bar that ended then; with its time where bars are shorter than a day.</summary>
    private static string Day(long endMs, long stepMs) =>
        DateTimeOffset
            .FromUnixTimeMilliseconds(endMs - stepMs)
            .ToString(stepMs % 86_400_000 == 0 ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
}
