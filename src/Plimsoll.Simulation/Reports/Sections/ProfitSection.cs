using Plimsoll.Simulation.Replay;

namespace Plimsoll.Simulation.Reports.Sections;

/// <summary>Who won and who lost, down to a sum that must be zero, and what is only owed.</summary>
internal static class ProfitSection
{
    public static void Write(Html page, ReplayResult result)
    {
        var (profits, makers) = (result.Summary.Profits, result.Summary.Makers);
        page.Section(
            "profit",
            "Who won, who lost",
            "In US dollars at the last prices. What was paid in is no profit, so what one won another lost, and the sum is zero."
        );
        page.Raw(
            "<div class=\"scroll\"><table class=\"profit\"><thead><tr><th></th><th class=\"num\">brought</th><th class=\"num\">profit</th>"
        );
        page.Raw("<th></th></tr></thead><tbody>");
        foreach (var (name, amount) in profits.Parts.Where(part => part.Amount != 0))
        {
            page.Raw("<tr>").Element("td", name).Element("td.num", Brought(name, result.Summary)).Element("td.num", Html.Dollars(amount));
            page.Element("td.more", Words(name)).Raw("</tr>");
        }

        page.Raw("<tr class=\"sum\">").Element("td", "sum").Element("td.num", "").Element("td.num", Html.Dollars(profits.Sum));
        page.Element("td.more", profits.Sum == 0 ? "nothing was lost on the way" : "it must be zero").Raw("</tr></tbody></table></div>");
        page.Element("p.note", Shortfall(makers)).End();
    }

    private static string Brought(string name, ReplaySummary summary) =>
        name switch
        {
            "users" => Html.Dollars(summary.Users.Deposited),
            "makers" => Html.Dollars(summary.Makers.Capital),
            "insurance fund" => Html.Dollars(summary.InsuranceFund.Start),
            _ => "",
        };

    private static string Words(string name) =>
        name switch
        {
            "users" => "isolated positions included",
            "makers" => "they do not hedge elsewhere",
            "insurance fund" => "liquidation fees, and positions it took over",
            "trading fees" => "to the venue",
            "collateral bought" => "coins that the venue bought at a discount from those short of dollars, at the last price",
            "remainders" => "of pro-rata payments",
            "bad debt" => "losses of users and funds that nobody paid",
            _ => "",
        };

    private static string Shortfall(MakerFigures makers) =>
        makers.Shortfall == 0
            ? "No maker lost more than it brought."
            : $"Some makers lost {Html.Dollars(makers.Shortfall)} USD more than they brought. Makers are not liquidated: nobody has paid this, the venue holds "
                + "it as a claim on them, and the others' profit stands only as long as the claim does.";
}
