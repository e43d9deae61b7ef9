using System.Globalization;
using Plimsoll.Cli.Margin;
using Plimsoll.Simulation.Backtests;

namespace Plimsoll.Cli.Backtests;

/// <summary>The figures for people: a row for each kind of book and model.</summary>
internal static class BacktestTable
{
    private const int MostMoves = 5;

    public static void Write(BacktestResult result, TextWriter output)
    {
        var settings = result.Request.Settings;
        var isDaily = result.Request.Prices.StepMs >= 86_400_000;
        var table = new FigureTable(
            string.Create(
                CultureInfo.InvariantCulture,
                $"margin at {settings.Level:0.###%} over one {(isDaily ? "day" : "bar")}, window {settings.Window}, in % of notional"
            ),
            "book:",
            "model:",
            "covered",
            "hold",
            "too low",
            "too high",
            "cluster",
            "red",
            "mean",
            "worst beyond",
            "peak/trough",
            "5-period rise"
        );
        BookKind? last = null;
        foreach (var group in BookGroup.Of(result))
        {
            if (last is not null && last != group.Kind)
            {
                table.Row([.. Enumerable.Repeat("", 12)]);
            }

            table.Row(
                last == group.Kind ? "" : $"{BookGroup.NameOf(group.Kind)} ({result.Books.Count(book => book.Kind == group.Kind)})",
                Named(group, result),
                Percent(group.Coverage, "0.00"),
                Count(group.Count(BacktestVerdict.Holds)),
                Count(group.Count(BacktestVerdict.TooLow)),
                Count(group.Count(BacktestVerdict.TooHigh)),
                Count(group.Count(BacktestVerdict.Clusters)),
                Count(group.Red),
                Percent(group.MeanMargin, "0.0"),
                Percent(group.WorstExcess, "0.0"),
                group.PeakToTrough.ToString("0.0", CultureInfo.InvariantCulture),
                Percent(group.LargestRise, "0")
            );
            last = group.Kind;
        }

        Tables.Write(output, table);
        Tables.Line(
            output,
            "hold, too low, too high, cluster: books by verdict (Kupiec, then Christoffersen, 95 %); red: books with 250 periods in the red zone."
        );
        var prices = result.Request.Prices;
        Tables.Line(
            output,
            string.Create(
                CultureInfo.InvariantCulture,
                $"markets: {prices.Series.Count}; holes whose moves are left out: {prices.Holes};{(prices.Unknown > 0 ? $" rows with empty prices, which count as missing: {prices.Unknown};" : "")} books too short to test: {result.LeftOut.Count}."
            )
        );
        foreach (var move in prices.LargeMoves.Take(MostMoves))
        {
            Tables.Line(output, $"warning: {move.Warning}");
        }

        if (prices.LargeMoves.Count > MostMoves)
        {
            Tables.Line(
                output,
                $"warning: and {prices.LargeMoves.Count - MostMoves} more moves beyond {LargeMove.Most}-fold or below a third in one bar"
            );
        }

        foreach (var words in result.SkippedInWords())
        {
            Tables.Line(output, words);
        }

        if (result.IsInterrupted)
        {
            output.WriteLine("stopped before the end; the figures are of the books that were done.");
        }
    }

    /// <summary>With the number of books where it is not all of them.</summary>
    private static string Named(BookGroup group, BacktestResult result) =>
        group.Tests.Count == result.Books.Count(book => book.Kind == group.Kind)
            ? group.Model.Name
            : $"{group.Model.Name} ({group.Tests.Count})";

    private static string Percent(double share, string format) => (share * 100).ToString(format, CultureInfo.InvariantCulture) + " %";

    private static string Count(int number) => number == 0 ? "" : number.ToString(CultureInfo.InvariantCulture);
}
