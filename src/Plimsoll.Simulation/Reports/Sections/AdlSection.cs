using System.Globalization;
using Plimsoll.Simulation.Replay;

namespace Plimsoll.Simulation.Reports.Sections;

/// <summary>Who was deleveraged.</summary>
internal static class AdlSection
{
    private const int Shown = 50;

    public static void Write(Html page, ReplayResult result)
    {
        var adl = result.Summary.Adl;
        var lead =
            adl.Events == 0
                ? "Nobody was deleveraged."
                : $"{Html.Many(adl.Events, "closing")} of {Html.Many(adl.Accounts, "account")}, {Html.Short((double)adl.Notional)} USD of notional at the mark; "
                    + $"{Html.Dollars(adl.GivenUp)} USD of profit was given up.";
        page.Section("adl", "Auto-deleveraging", lead);
        if (adl.Events > 0)
        {
            Table(page, result.Trace.Adl);
        }

        page.End();
    }

    private static void Table(Html page, List<AdlEntry> entries)
    {
        page.Raw(
            "<div class=\"scroll\"><table><thead><tr><th>time, UTC</th><th>instrument</th><th>closed</th><th class=\"num\">coins</th><th class=\"num\">mark, USD</th>"
        );
        page.Raw("<th class=\"num\">notional, USD</th><th class=\"num\">profit on it, USD</th><th>against</th></tr></thead><tbody>");
        foreach (var entry in entries.Take(Shown))
        {
            page.Raw("<tr>").Element("td", Html.Time(entry.AtMs, "d MMM HH:mm:ss")).Element("td", entry.Symbol);
            page.Element("td", entry.WinnerName)
                .Element("td.num", entry.Coins.ToString("#,0.####", CultureInfo.InvariantCulture).Replace('-', '\u2212'));
            page.Element("td.num", entry.Price.ToString("#,0.######", CultureInfo.InvariantCulture))
                .Element("td.num", Html.Dollars(entry.Notional));
            page.Element("td.num", entry.HadProfit ? Html.Dollars(entry.ProfitLimit) : "no profit")
                .Element("td", entry.LoserName)
                .Raw("</tr>");
        }

        page.Raw("</tbody></table></div>");
        if (entries.Count > Shown)
        {
            page.Element("p.more", $"The {Shown} largest by notional are shown.");
        }
    }
}
