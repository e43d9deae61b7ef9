using System.Globalization;
using Plimsoll.Formats.Estimates;

namespace Plimsoll.Cli.Margin;

/// <summary>What the table and the page of a stress test say alike.</summary>
internal static class StressWords
{
    private const int MostMoves = 4;

    /// <summary>A move with its sign.</summary>
    public static string Signed(decimal share) =>
        (Math.Round(share * 100, 1) > 0 ? "+" : "") + (share * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    /// <summary>A move with two digits, or why there is none.</summary>
    public static string Edge(decimal? share) =>
        share switch
        {
            null => "—",
            0 => "below already",
            { } move => Figures.Distance(move),
        };

    /// <summary>Amounts with as many digits as the largest of them needs, so that columns line up.</summary>
    public static string Amount(decimal amount, decimal most) =>
        Figures.Fixed(
            amount,
            most switch
            {
                >= 1_000 => 0,
                >= 1 => 2,
                _ => 4,
            }
        );

    /// <summary>The moves of each underlying; of many the largest alone, since the JSON has them all.</summary>
    public static string Moves(StressResult result, StressCell cell)
    {
        var moved = result.Stress.Underlyings.Zip(cell.Prices).Where(each => each.Second != 0).ToArray();
        var shown = moved.Length <= MostMoves ? moved : [.. moved.OrderByDescending(each => Math.Abs(each.Second)).Take(MostMoves)];
        var words = string.Join(", ", shown.Select(each => $"{each.First} {Signed(each.Second)}"));
        return moved.Length > shown.Length ? $"{words} and {moved.Length - shown.Length} more" : words;
    }

    /// <summary>The smallest break in words.</summary>
    public static string Smallest(StressResult result)
    {
        var (price, volatility) = (result.Grid.Prices[^1], result.Grid.Volatilities[0]);
        if (result.Break is not { } cell)
        {
            return result.Stress.HasOptions
                ? $"No joint move within {Figures.Percent(price)} of price and {Figures.Percent(volatility)} of volatility breaks the account."
                : $"No move of all prices within {Figures.Percent(price)} breaks the account.";
        }

        if (cell.IsNow)
        {
            return "The account is below its line as it stands.";
        }

        var move = result.Stress.HasOptions
            ? $"The smallest joint move that breaks the account: price {Signed(cell.Prices[0])}, volatility {Signed(cell.Volatility)}; "
            : $"The smallest move of all prices that breaks the account: {Signed(cell.Prices[0])}; ";
        return move + Standing(result, cell);
    }

    /// <summary>The smallest break where prices part, in words; null for none.</summary>
    public static string? Apart(StressResult result) =>
        result.Apart is { } cell
            ? $"{(result.Break is null ? "Prices that part do" : "Less is enough when prices part")}: {Moves(result, cell)}; {Standing(result, cell)}"
            : null;

    /// <summary>What the table of days shows.</summary>
    public static string DaysTitle(StressResult result)
    {
        var (count, first, last) = result.DaysOf!.Value;
        var periods = PeriodOf(result) + "s";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"the {result.Days.Count} worst of {count:#,0} {periods} from {first} to {last}, if they came again"
        );
    }

    /// <summary>What a move of the past is that of: a day, or a shorter bar, which has its time.</summary>
    public static string PeriodOf(StressResult result) => result.DaysOf?.First.Length == "2020-03-12".Length ? "day" : "bar";

    /// <summary>What happens to it.</summary>
    public static string Fate(StressCell cell) =>
        !cell.IsBroken ? ""
        : cell.Liquidated is ["account"] ? "liquidated"
        : $"liquidated: {string.Join(", ", cell.Liquidated)}";

    /// <summary>Equity over maintenance margin.</summary>
    public static string Ratio(StressCell cell) => cell.MarginRatio is { } ratio ? Figures.Percent(ratio) : "needs nothing";

    private static string Standing(StressResult result, StressCell cell) =>
        $"equity is then {Figures.Text(cell.Equity)} {result.Unit} against a maintenance margin of {Figures.Text(cell.MaintenanceMargin)}"
        + (cell.Liquidated.Any(name => name != "account") ? $", and {string.Join(" and ", cell.Liquidated)} would be liquidated." : ".");
}
