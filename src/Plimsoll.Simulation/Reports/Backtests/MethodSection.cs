using System.Globalization;
using Plimsoll.Simulation.Backtests;

namespace Plimsoll.Simulation.Reports.Backtests;

/// <summary>The models in a line each, what the test does not see, and how to get the same page again.</summary>
internal static class MethodSection
{
    private const int MostMoves = 20;

    public static void Write(Html page, BacktestResult result, string command)
    {
        var (settings, prices) = (result.Request.Settings, result.Request.Prices);
        page.Section("method", "How it was done", "");
        page.Raw("<table class=\"facts\"><tbody>");
        foreach (var model in result.Request.Models)
        {
            Row(page, model.Name, model.Words);
        }

        Row(
            page,
            "prices",
            $"{Html.Many(prices.Series.Count, "market")}, close to close; {Html.Many(prices.Holes, "hole")} across which no move is taken"
                + (prices.Unknown > 0 ? $"; {Html.Many(prices.Unknown, "row")} with empty prices, which count as missing" : "")
        );
        foreach (var move in prices.LargeMoves.Take(MostMoves))
        {
            Row(page, "warning", move.Warning);
        }

        Row(
            page,
            "own figures",
            string.Create(
                CultureInfo.InvariantCulture,
                $"fixed rate {settings.FixedRate:0.#%} a leg; EWMA decay {settings.Decay}; {settings.Paths:N0} paths, seed {settings.Seed}. They are an example's, not a venue's."
            )
        );
        if (result.Books.Any(book => book.Kind == BookKind.ShortVolatility))
        {
            Row(
                page,
                "options",
                "normal and student see an option by its delta and vega: the loss of a short straddle, which comes from gamma, is invisible to them. simulated values in full, but joins price and volatility by "
                    + "a correlation, while volatility rises after moves of either sign. Scenarios of the past have both in them."
            );
        }

        if (result.Request.Models.Any(model => model.IsListed))
        {
            Row(
                page,
                "models of files",
                "the newest figures of each file for all days, without hindsight in moves: rules that look at a history see what had happened by then. Volatility is held still where nothing is known of its moves."
            );
        }

        Row(
            page,
            "not seen",
            "moves within the period, the cost of closing, several periods until it is closed, funding, and for options the price that implied volatility really had"
        );
        page.Raw("</tbody></table>");
        foreach (var words in result.SkippedInWords())
        {
            page.Element("p.note", words);
        }

        if (result.LeftOut.Count > 0)
        {
            page.Element(
                "p.note",
                $"Too short to test: {string.Join("; ", result.LeftOut.Select(each => $"{each.Name} ({each.Reason})"))}."
            );
        }

        page.Raw("<h3>The same again</h3><pre>").Text(command).Raw("</pre>").End();
    }

    private static void Row(Html page, string name, string words) => page.Raw("<tr>").Element("th", name).Element("td", words).Raw("</tr>");
}
