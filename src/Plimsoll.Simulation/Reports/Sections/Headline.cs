using Plimsoll.Simulation.Replay;

namespace Plimsoll.Simulation.Reports.Sections;

/// <summary>The title, the verdict of the auditor, and the figures that matter most.</summary>
internal static class Headline
{
    public static string TitleOf(ReplayResult result)
    {
        var (first, last) = (result.Trace.TicksMs[0], result.Trace.TicksMs[^1]);
        var (from, to) = (Html.Time(first, "d MMM"), Html.Time(last, "d MMM yyyy"));
        return $"{Coins(result)}, {(Html.Time(first, "d MMM yyyy") == to ? to : $"{from} to {to}")}";
    }

    /// <summary>The main coin first; the others by name while the line holds them.</summary>
    private static string Coins(ReplayResult result)
    {
        var others = result.Map.Underlyings.Where(one => !one.IsStablecoin && one != result.Map.Main).Select(one => one.Coin).ToList();
        return others.Count switch
        {
            0 => result.Map.Main.Coin,
            1 => $"{result.Map.Main.Coin} and {others[0]}",
            _ => $"{result.Map.Main.Coin} and {others.Count} other coins",
        };
    }

    public static void Write(Html page, ReportInput input)
    {
        var (result, summary) = (input.Main, input.Main.Summary);
        page.Raw(
            "<header><div class=\"mark\" aria-hidden=\"true\"><svg viewBox=\"0 0 40 40\"><circle cx=\"20\" cy=\"20\" r=\"13\"/><line x1=\"2\" x2=\"38\" y1=\"20\" y2=\"20\"/></svg></div><div>"
        );
        page.Element("p.over", "Plimsoll replay").Element("h1", TitleOf(result));
        var venues = string.Join(", ", result.Request.History.Venues);
        page.Element(
            "p.sub",
            $"{Html.Many(summary.Accounts, "trader")} through {Html.Many(summary.Ticks, "tick")} of {venues}; "
                + $"preset {result.Request.Preset.Name}, seed {result.Request.Seed}, marked by {(result.Request.Mark.IsMedian ? "the rule" : result.Request.Mark.Name + " alone")}."
        );
        page.Raw("</div></header>");
        if (summary.IsInterrupted)
        {
            page.Element("p.warn", "The replay was stopped before its end; all figures are of the part that ran.");
        }

        Verdict(page, summary);
        page.Raw("<div class=\"tiles\">");
        var counts = summary.Liquidations;
        Tile(
            page,
            "Liquidations",
            Html.Count(counts.Started),
            "started",
            Html.Several("none ended", (counts.Partial, "partial"), (counts.Full, "full"), (counts.Cured, "cured"))
        );
        var routes = summary.RouteNotional;
        var closed = (double)(routes.Book + routes.Fund + routes.Adl);
        Tile(page, "Closed", Html.Short(closed), "USD notional", closed == 0 ? "nothing had to be closed" : Shares(routes, closed));
        var fund = summary.InsuranceFund;
        Tile(
            page,
            "Insurance fund",
            Html.Short((double)fund.End),
            "USD at the end",
            $"from {Html.Short((double)fund.Start)}, low {Html.Short((double)fund.Low)}"
        );
        Tile(
            page,
            "Deleveraged",
            Html.Count(summary.Adl.Accounts),
            summary.Adl.Accounts == 1 ? "account" : "accounts",
            summary.Adl.Events == 0
                ? "no winner was closed"
                : $"{Html.Many(summary.Adl.Events, "closing")}, {Html.Short((double)summary.Adl.GivenUp)} USD given up"
        );
        var debt = summary.BadDebt == 0 ? "no bad debt" : $"bad debt {Html.Dollars(summary.BadDebt)} USD";
        var owed = summary.Makers.Shortfall == 0 ? "" : $"; makers owe {Html.Short((double)summary.Makers.Shortfall)} USD";
        Tile(page, "Socialised", Html.Short((double)routes.Socialised), "USD", debt + owed);
        Tile(page, "Held", Html.Count(summary.Users.HeldMost), "accounts at most", "waiting for a price to be confirmed");
        page.Raw("</div>");
    }

    private static void Verdict(Html page, ReplaySummary summary)
    {
        if (summary.Audit is not { } audit)
        {
            return;
        }

        page.Raw("<ul class=\"verdict\">");
        var imbalance = audit.Conservation.Values.Sum();
        Check(
            page,
            audit.Missed == 0,
            $"{Html.Many(audit.Missed, "account")} missed, of {Html.Count(audit.AccountChecks)} decided again from the events alone"
        );
        Check(page, imbalance == 0, $"{imbalance} imbalance in {string.Join(", ", audit.Conservation.Keys)}");
        Check(
            page,
            summary.AuditDifferences == 0 && audit.QuantityFaults == 0,
            $"{Html.Count(summary.AuditDifferences)} balances or positions differ between engine and auditor"
        );
        Check(page, summary.Alarms == 0, $"{Html.Many(summary.Alarms, "alarm")} of the engine's own sweeper");
        Check(page, summary.Profits.Sum == 0, $"profits and losses add up to {Html.Dollars(summary.Profits.Sum)} USD");
        page.Raw("</ul>");
    }

    private static void Check(Html page, bool isGood, string text) =>
        page.Raw($"<li class=\"{(isGood ? "good" : "bad")}\"><b>{(isGood ? "✓" : "✗")}</b>").Text(text).Raw("</li>");

    private static void Tile(Html page, string name, string figure, string unit, string more)
    {
        page.Raw("<div class=\"tile\">").Element("h3", name).Raw("<p class=\"figure\">").Text(figure).Raw("</p>").Element("p.unit", unit);
        page.Element("p.more", more).Raw("</div>");
    }

    private static string Shares(RouteAmounts routes, double closed)
    {
        var parts = new[] { (routes.Book, "book"), (routes.Fund, "fund"), (routes.Adl, "deleveraged") };
        return string.Join(", ", parts.Where(part => part.Item1 != 0).Select(part => $"{Share(part.Item1, closed)} {part.Item2}"));
    }

    private static string Share(decimal part, double whole) => Html.Percent(whole == 0 ? 0 : (double)part / whole, "0");
}
