using System.Globalization;
using System.Net;
using System.Text;
using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;

namespace Plimsoll.Cli.Margin;

/// <summary>A stress test as one HTML page that needs no other file: a heat map of profit, with the cells that break the account outlined.</summary>
internal static class StressPage
{
    private const string Css = """
        :root { --bg: #f6f7f9; --card: #fff; --ink: #161a20; --soft: #5c6572; --line: #e3e7ec; --up: 21, 128, 61; --down: 195, 55, 44; }
        @media (prefers-color-scheme: dark) { :root { --bg: #0d1014; --card: #14181e; --ink: #e7eaef; --soft: #9aa4b1; --line: #252c35; --up: 74, 194, 122; --down: 240, 115, 106; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--bg); color: var(--ink); font: 15px/1.5 Inter, "Segoe UI", system-ui, -apple-system, Arial, sans-serif; font-variant-numeric: tabular-nums; }
        main { max-width: 1100px; margin: 0 auto; padding: 40px 24px 80px; } h1 { margin: 0; font-size: 28px; letter-spacing: -0.02em; } .sub { margin: 4px 0 20px; color: var(--soft); }
        section { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 22px 24px; } .scroll { overflow-x: auto; }
        table { border-collapse: separate; border-spacing: 3px; width: 100%; font-size: 13px; } th { font-weight: 550; color: var(--soft); padding: 6px; white-space: nowrap; }
        td { padding: 10px 8px; text-align: right; border-radius: 6px; white-space: nowrap; } td small { display: block; color: var(--soft); } td.broken { outline: 2px solid rgb(var(--down)); outline-offset: -2px; }
        td.now { box-shadow: inset 0 0 0 2px var(--ink); } .key { display: inline-block; width: 12px; height: 12px; border-radius: 3px; margin: 0 6px 0 14px; vertical-align: -1px; }
        """;

    public static string Of(Model model, Portfolio portfolio, StressSurface surface)
    {
        var most = surface.Rows.SelectMany(row => row).Select(cell => Math.Abs(cell.Profit)).DefaultIfEmpty(1).Max();
        var page = new StringBuilder();
        page.Append(
            CultureInfo.InvariantCulture,
            $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{Text(portfolio.Name)} under stress</title><style>{Css}</style></head><body><main>"
        );
        page.Append(
            CultureInfo.InvariantCulture,
            $"<h1>{Text(portfolio.Name)} under stress</h1><p class=\"sub\">On {Text(model.Title)}, rules of {model.EffectiveFrom:yyyy-MM-dd}. {Text(StressCommand.Sentence(surface))}</p>"
        );
        page.Append("<section><div class=\"scroll\"><table><thead><tr><th>volatility ╲ price</th>");
        foreach (var price in surface.Prices)
        {
            page.Append(CultureInfo.InvariantCulture, $"<th>{StressCommand.Signed(price)}</th>");
        }

        page.Append("</tr></thead><tbody>");
        foreach (var (row, move) in surface.Rows.Zip(surface.Volatilities))
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><th>{StressCommand.Signed(move)}</th>");
            foreach (var cell in row)
            {
                AddCell(page, surface, cell, most);
            }

            page.Append("</tr>");
        }

        page.Append("</tbody></table></div>");
        page.Append(
            CultureInfo.InvariantCulture,
            $"<p class=\"sub\">Profit in {Text(surface.Unit)}; beneath it equity ÷ maintenance margin after the move.<span class=\"key\" style=\"background:rgba(var(--down),.7)\"></span>loss<span class=\"key\" style=\"background:rgba(var(--up),.7)\"></span>gain<span class=\"key\" style=\"outline:2px solid rgb(var(--down))\"></span>liquidated</p>"
        );
        return page.Append("</section></main></body></html>\n").ToString();
    }

    private static void AddCell(StringBuilder page, StressSurface surface, StressCell cell, decimal most)
    {
        var strength = most == 0 ? 0 : Math.Abs(cell.Profit) / most * 0.75m;
        var colour = string.Create(CultureInfo.InvariantCulture, $"rgba(var(--{(cell.Profit < 0 ? "down" : "up")}),{strength:0.###})");
        var classes = (cell.IsBroken ? "broken " : "") + (cell is { Price: 0, Volatility: 0 } ? "now" : "");
        var ratio = cell.MaintenanceMargin > 0 ? Figures.Percent(cell.Equity / cell.MaintenanceMargin) : "needs nothing";
        page.Append(
            CultureInfo.InvariantCulture,
            $"<td class=\"{classes.Trim()}\" style=\"background:{colour}\">{StressCommand.Amount(surface, cell.Profit)}<small>{ratio}</small></td>"
        );
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
