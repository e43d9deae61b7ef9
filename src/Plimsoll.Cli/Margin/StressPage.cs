using System.Globalization;
using System.Net;
using System.Text;
using Plimsoll.Formats.Estimates;

namespace Plimsoll.Cli.Margin;

/// <summary>A stress test as one HTML page that needs no other file.</summary>
/// <remarks>
/// Where options are held a heat map of profit with the cells outlined that liquidate, and below it how far prices may go at each volatility; elsewhere a table by
/// price. Then the worst days that were.
/// </remarks>
internal sealed class StressPage
{
    /// <summary>Weak enough that ink on it stays readable, in light and dark.</summary>
    private const decimal Strongest = 0.5m;

    private readonly StressResult _result;
    private readonly StringBuilder _page = new();

    private StressPage(StressResult result) => _result = result;

    public static string Of(StressResult result)
    {
        var page = new StressPage(result);
        page.AddHead();
        if (result.Stress.HasOptions)
        {
            page.AddHeat();
        }
        else
        {
            page.AddPrices();
        }

        page.AddEdges();
        page.AddDays();
        return page._page.Append("</main></body></html>\n").ToString();
    }

    private void AddHead()
    {
        var (portfolio, model) = (_result.Portfolio, _result.Model);
        Add(
            $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Stress test of {Text(portfolio.Name)}</title><style>{StressStyle.Css}</style></head><body><main>"
        );
        var held = string.Join(", ", portfolio.Positions.Where(position => position.Quantity != 0).Select(Held));
        Add(
            $"<h1>{Text(portfolio.Name)}</h1><p class=\"sub\">Stress test on {Text(model.Title)}, rules of {JsonOutput.Day(model.EffectiveFrom)}{(portfolio.At is { } at ? $", as of {JsonOutput.Day(at)}" : "")}. {Text(held)}</p>"
        );
        Add(
            $"<p class=\"found\">{Text(StressWords.Smallest(_result))}{(StressWords.Apart(_result) is { } apart ? " " + Text(apart) : "")}</p>"
        );
        if (_result.Notes.Count > 0)
        {
            Add($"<ul>{string.Concat(_result.Notes.Select(note => $"<li>{Text(note)}</li>"))}</ul>");
        }
    }

    private static string Held(Formats.Portfolios.HeldPosition position) =>
        $"{position.Instrument} {Figures.Plain(position.Quantity)}{(position.IsIsolated ? " (isolated)" : "")}";

    private void AddHeat()
    {
        var worst = -_result.Cells.Select(cell => cell.Profit).Append(0).Min();
        var best = _result.Cells.Select(cell => cell.Profit).Append(0).Max();
        Add(
            $"<section><h2>Profit by price and volatility</h2><p class=\"lead\">In {Text(_result.Unit)}, all prices moved alike; beneath it equity ÷ maintenance margin after the move. Losses are shaded by the largest loss, gains by the largest gain. The dashed cell is now.</p><div class=\"scroll\"><table class=\"heat\"><thead><tr><th>volatility ╲ price</th>"
        );
        Add(string.Concat(_result.Grid.Prices.Select(price => $"<th>{StressWords.Signed(price)}</th>")));
        Add("</tr></thead><tbody>");
        foreach (var (row, move) in _result.Grid.Rows.Zip(_result.Grid.Volatilities))
        {
            Add($"<tr><th>{StressWords.Signed(move)}</th>{string.Concat(row.Select(cell => Cell(cell, worst, best)))}</tr>");
        }

        Add(
            "</tbody></table></div><p class=\"sub\"><span class=\"key loss\"></span>loss<span class=\"key gain\"></span>gain<span class=\"key broken\"></span>liquidated</p></section>"
        );
    }

    private static string Cell(StressCell? cell, decimal worst, decimal best)
    {
        if (cell is null)
        {
            return "<td>—</td>";
        }

        // Each side by its own largest: beside a loss of all there is, gains would be white.
        var most = Math.Max(worst, best);
        var side = cell.Profit < 0 ? worst : best;
        var strength = side == 0 ? 0 : Math.Abs(cell.Profit) / side * Strongest;
        var colour = string.Create(CultureInfo.InvariantCulture, $"rgba(var(--{(cell.Profit < 0 ? "down" : "up")}),{strength:0.###})");
        var classes = ((cell.IsBroken ? "broken " : "") + (cell.IsNow ? "now" : "")).Trim();
        return $"<td class=\"{classes}\" style=\"background:{colour}\">{StressWords.Amount(cell.Profit, most)}<small>{StressWords.Ratio(cell)}</small></td>";
    }

    private void AddPrices()
    {
        var most = _result.Cells.Select(cell => Math.Max(Math.Abs(cell.Equity), cell.MaintenanceMargin)).DefaultIfEmpty().Max();
        Add(
            $"<section><h2>After a move of all prices</h2><p class=\"lead\">In {Text(_result.Unit)}. Every price is moved alike and the margin asked again.</p><div class=\"scroll\"><table class=\"plain\"><thead><tr><th class=\"text\">prices</th><th>profit</th><th>equity</th><th>initial margin</th><th>maintenance margin</th><th>margin ratio</th><th></th></tr></thead><tbody>"
        );
        foreach (var (cell, price) in _result.Grid.Rows[0].Zip(_result.Grid.Prices))
        {
            Add($"<tr{(price == 0 ? " class=\"now\"" : "")}><td class=\"text\">{(price == 0 ? "now" : StressWords.Signed(price))}</td>");
            Add(
                cell is null
                    ? "<td>—</td><td>—</td><td>—</td><td>—</td><td>—</td><td></td></tr>"
                    : $"<td>{StressWords.Amount(cell.Profit, most)}</td><td>{StressWords.Amount(cell.Equity, most)}</td><td>{(cell.InitialMargin is { } initial ? StressWords.Amount(initial, most) : "—")}</td>{Kept(cell, most)}</tr>"
            );
        }

        Add("</tbody></table></div></section>");
    }

    private static string Kept(StressCell cell, decimal most) =>
        $"<td>{StressWords.Amount(cell.MaintenanceMargin, most)}</td><td>{StressWords.Ratio(cell)}</td><td>{(cell.IsBroken ? $"<span class=\"badge\">{Text(StressWords.Fate(cell))}</span>" : "")}</td>";

    /// <summary>How far prices may go: a lane for each volatility, safe between its edges.</summary>
    private void AddEdges()
    {
        var reach = _result.Grid.Prices[^1];
        var by = _result.Stress.HasOptions ? ", at each volatility," : "";
        Add(
            $"<section><h2>Where it is liquidated</h2><p class=\"lead\">How far all prices may fall and rise together{by} before something is liquidated; <span class=\"key safe\"></span>is safe.</p><div class=\"lanes\">"
        );
        foreach (var edge in _result.Grid.Edges)
        {
            var (left, right) = (Place(edge.Fall ?? -reach, reach), Place(edge.Rise ?? reach, reach));
            Add(
                $"<span class=\"name\">{(_result.Stress.HasOptions ? StressWords.Signed(edge.Volatility) : "prices")}</span><span class=\"track\"><i style=\"left:{Css(left)}%;width:{Css(Math.Max(0, right - left))}%\"></i><u></u></span><span class=\"values\">{Ends(edge)}</span>"
            );
        }

        Add($"<span></span><span class=\"ticks\">{string.Concat(Ticks(reach))}</span><span></span></div></section>");
    }

    private static string Ends(StressEdge edge) =>
        edge.Fall == 0 || edge.Rise == 0 ? "below already"
        : edge is { Fall: null, Rise: null } ? "nowhere within reach"
        : $"{StressWords.Edge(edge.Fall)} to {StressWords.Edge(edge.Rise)}";

    private static IEnumerable<string> Ticks(decimal reach) =>
        ((decimal[])[-1, -0.5m, 0, 0.5m, 1]).Select(share =>
            $"<span style=\"left:{Css((share + 1) * 50)}%\">{StressWords.Signed(share * reach)}</span>"
        );

    /// <summary>Percent from the left of a lane that reaches as far as the grid.</summary>
    private static decimal Place(decimal move, decimal reach) => (Math.Clamp(move / reach, -1, 1) + 1) * 50;

    private void AddDays()
    {
        if (_result.Days.Count == 0)
        {
            return;
        }

        var most = _result.Days.Max(day => Math.Max(Math.Abs(day.Cell.Equity), day.Cell.MaintenanceMargin));
        Add(
            $"<section><h2>{(StressWords.PeriodOf(_result) == "day" ? "Days" : "Bars")} that were</h2><p class=\"lead\">In {Text(_result.Unit)}: {Text(StressWords.DaysTitle(_result))}.</p><div class=\"scroll\"><table class=\"plain\"><thead><tr><th class=\"text\">{StressWords.PeriodOf(_result)}</th><th class=\"text\">moves</th><th>profit</th><th>equity</th><th>maintenance margin</th><th>margin ratio</th><th></th></tr></thead><tbody>"
        );
        foreach (var (name, cell) in _result.Days)
        {
            Add(
                $"<tr><td class=\"text\">{Text(name)}</td><td class=\"text moves\">{Text(StressWords.Moves(_result, cell))}</td><td>{StressWords.Amount(cell.Profit, most)}</td><td>{StressWords.Amount(cell.Equity, most)}</td>{Kept(cell, most)}</tr>"
            );
        }

        Add("</tbody></table></div></section>");
    }

    private static string Css(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private void Add(string html) => _page.Append(html);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
