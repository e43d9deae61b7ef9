using Plimsoll.Formats.Answers;

namespace Plimsoll.Cli.Margin;

/// <summary>Greeks of a portfolio with options; of futures alone there is nothing but their delta.</summary>
internal static class GreeksView
{
    private static readonly string[] Names = ["delta", "gamma", "vega", "theta", "rho", "vanna", "volga"];

    public static void Write(Answer greeks, Answer? positions, TextWriter output)
    {
        if (!HasOptions(positions))
        {
            return;
        }

        var (shown, cash) = Of(greeks, positions!);
        Tables.Write(output, shown);
        Tables.Line(
            output,
            "in dollars: per dollar of the underlying, point of volatility, day, and percent of the rate with the spot held",
            2
        );
        Tables.Write(output, cash);
        if (greeks.Find("net.delta") is AnswerNumber { Unit: var unit })
        {
            Tables.Line(output, CashMeans(unit), 2);
        }
    }

    /// <summary>What the figures in cash are.</summary>
    public static string CashMeans(string unit) =>
        $"in {unit}: delta is the notional that moves alike, gamma and vanna are per percent of a move; rho has the forward held";

    /// <summary>The figures of each position as Deribit shows them, and in cash.</summary>
    public static (FigureTable Shown, FigureTable Cash) Of(Answer greeks, Answer positions)
    {
        var held = positions.Parts.Select(part => (part.Name, Greeks: ((Answer)part.Value)["greeks"]));
        var underlyings = ((Answer)greeks["underlyings"]!).Parts;
        var coins = (greeks["balances"] as Answer)?.Parts ?? [];
        var shown = Table("greeks of whole positions, as Deribit shows them");
        var cash = Table("greeks in cash");
        foreach (var (name, each) in held)
        {
            Add(shown, name, each);
            Add(cash, name, (each as Answer)?["cash"]);
        }

        foreach (var (name, coin) in coins)
        {
            Add(shown, $"{name} held", coin);
            Add(cash, $"{name} held", ((Answer)coin)["cash"]);
        }

        foreach (var (name, underlying) in underlyings)
        {
            Add(shown, $"all on {name}", underlying);
        }

        Add(cash, "net", greeks["net"]);
        Add(cash, "gross", greeks["gross"]);
        return (shown, cash);
    }

    /// <summary>Whether a position is an option whose Greeks are known.</summary>
    public static bool HasOptions(Answer? positions) =>
        positions?.Parts.Any(part => ((Answer)part.Value)["greeks"] is Answer greeks && greeks["volatility"] is not null) == true;

    private static FigureTable Table(string title) => new(title, ["of:", .. Names]);

    private static void Add(FigureTable table, string name, AnswerValue? greeks) =>
        table.Row([name, .. Names.Select(greek => Figures.Significant((greeks as Answer)?[greek]))]);
}
