using Plimsoll.Simulation.Replay;

namespace Plimsoll.Simulation.Reports.Sections;

/// <summary>The rule beside single-venue marks: what each would have meant for users and fund.</summary>
internal static class Comparison
{
    public static void Write(Html page, ReportInput input)
    {
        if (input.Comparisons.Count == 0)
        {
            return;
        }

        page.Section(
            "compare",
            "Marked by the rule, or from one venue",
            "The same traders, seed, makers and order flow; only the price that positions are marked at differs. A single venue is believed "
                + "blindly: no median, no window, no frozen-source rule."
        );
        var runs = new List<ReplayResult> { input.Main };
        runs.AddRange(input.Comparisons);
        page.Raw("<div class=\"scroll\"><table class=\"compare\"><thead><tr><th></th>");
        foreach (var run in runs)
        {
            page.Element("th.num", run.Request.Mark.IsMedian ? "the rule" : $"{run.Request.Mark.Name} alone");
        }

        page.Raw("</tr></thead><tbody>");
        Group(page, "Traders, over the whole time", runs.Count);
        Row(page, "profit of all traders", "USD", runs, run => (double)run.Summary.Users.Pnl, Html.Short);
        Row(page, "traders liquidated", "", runs, run => run.Summary.Users.Liquidated, value => Html.Count((long)value));
        Row(page, "of these, spared by the rule", "traders", runs, run => Against(run, input, Only), value => Html.Count((long)value));
        Row(page, "their profit here, less that under the rule", "USD", runs, run => Against(run, input, CostOfOnly), Html.Short);
        Row(
            page,
            "liquidated by the rule, spared here",
            "traders",
            runs,
            run => Against(run, input, (one, rule) => Only(rule, one)),
            value => Html.Count((long)value)
        );
        Row(page, "profit of all who were liquidated", "USD", runs, run => (double)run.Summary.Users.LiquidatedPnl, Html.Short);
        Row(page, "liquidation fees", "USD", runs, run => (double)run.Summary.Users.LiquidationFees, Html.Short);
        Group(page, $"Index of {input.Main.Map.Main.Coin}", runs.Count);
        Row(
            page,
            "largest jump in fifteen seconds",
            "%",
            runs,
            run => Jumps(run).DefaultIfEmpty(0).Max() * 100,
            value => value.ToString("0.0")
        );
        Row(
            page,
            "jumps of more than 3 % in fifteen seconds",
            "",
            runs,
            run => Jumps(run).Count(jump => jump > 0.03),
            value => Html.Count((long)value)
        );
        var (from, to) = Moments.OfDispute(input.Main, input.Main.Map.Main);
        Group(page, $"While the venues disagreed most, {Html.Time(from)} to {Html.Time(to, "HH:mm")} UTC", runs.Count);
        Row(
            page,
            "liquidations",
            "started",
            runs,
            run => In(run, from, to).Sum(minute => minute.Started),
            value => Html.Count((long)value)
        );
        Row(page, "closed", "USD notional", runs, run => In(run, from, to).Sum(minute => minute.Notional), Html.Short);
        Row(page, "insurance fund, change", "USD", runs, run => Change(run, from, to), Html.Short);
        Group(page, "Which way positions went, over the whole time", runs.Count);
        Row(page, "order book", "USD notional", runs, run => (double)run.Summary.RouteNotional.Book, Html.Short);
        Row(page, "insurance fund", "USD notional", runs, run => (double)run.Summary.RouteNotional.Fund, Html.Short);
        Row(page, "deleveraged", "USD notional", runs, run => (double)run.Summary.RouteNotional.Adl, Html.Short);
        Row(page, "socialised", "USD", runs, run => (double)run.Summary.RouteNotional.Socialised, Html.Short);
        Group(page, "Insurance fund, over the whole time", runs.Count);
        Row(page, "lowest value", "USD", runs, run => (double)run.Summary.InsuranceFund.Low, Html.Short);
        Row(page, "value at the end", "USD", runs, run => (double)run.Summary.InsuranceFund.End, Html.Short);
        page.Raw("</tbody></table></div>");
        Words(page, input);
        page.End();
    }

    /// <summary>The moves of the main index from one tick to the next, as shares.</summary>
    private static IEnumerable<double> Jumps(ReplayResult run)
    {
        var index = run.Trace.Index[run.Map.Main.Number];
        for (var i = 1; i < index.Count; i++)
        {
            var jump = Math.Abs((index[i] / index[i - 1]) - 1);
            if (!double.IsNaN(jump))
            {
                yield return jump;
            }
        }
    }

    private static IEnumerable<RouteMinute> In(ReplayResult run, long from, long to) =>
        run.Trace.Minutes.Where(minute => minute.AtMs >= from && minute.AtMs <= to);

    private static double Change(ReplayResult run, long from, long to) =>
        In(run, from, to).Last().FundValue - In(run, from, to).First().FundValue;

    /// <summary>A figure of a single venue against the rule; none for the rule itself.</summary>
    private static double Against(ReplayResult run, ReportInput input, Func<ReplayResult, ReplayResult, double> figure) =>
        ReferenceEquals(run, input.Main) ? double.NaN : figure(run, input.Main);

    private static IEnumerable<int> TradersOnly(ReplayResult run, ReplayResult other) =>
        Enumerable
            .Range(0, run.Summary.Accounts)
            .Where(trader => run.Summary.Users.WasLiquidated[trader] && !other.Summary.Users.WasLiquidated[trader]);

    private static double Only(ReplayResult run, ReplayResult other) => TradersOnly(run, other).Count();

    private static double CostOfOnly(ReplayResult run, ReplayResult other) =>
        (double)TradersOnly(run, other).Sum(trader => run.Summary.Users.PnlOf[trader] - other.Summary.Users.PnlOf[trader]);

    private static void Words(Html page, ReportInput input)
    {
        page.Raw("<ul class=\"words\">");
        foreach (var run in input.Comparisons)
        {
            page.Raw("<li><b>").Text($"{run.Request.Mark.Name} alone").Raw("</b> ").Text(Sentence(run, input.Main)).Raw("</li>");
        }

        page.Raw("</ul>");
    }

    private static string Sentence(ReplayResult run, ReplayResult rule)
    {
        var (only, cost) = (Only(run, rule), CostOfOnly(run, rule));
        var jumps =
            $"{Html.Percent(Jumps(run).DefaultIfEmpty(0).Max())} in fifteen seconds (the rule: {Html.Percent(Jumps(rule).DefaultIfEmpty(0).Max())})";
        var spared =
            only == 0
                ? "liquidated nobody whom the rule spared"
                : $"liquidated {Html.Many((long)only, "trader")} whom the rule spared, who ended {Html.Short(Math.Abs(cost))} USD {(cost <= 0 ? "worse" : "better")} off for it";
        var fund = (double)(run.Summary.InsuranceFund.End - rule.Summary.InsuranceFund.End);
        var left =
            Math.Abs(fund) < 0.005 ? "the insurance fund as it was under the rule"
            : fund < 0 ? $"the insurance fund {Html.Short(-fund)} USD poorer"
            : $"the insurance fund {Html.Short(fund)} USD richer{(only > 0 && cost < 0 ? ", at their expense" : "")}";
        return $"{spared}, moved the index by up to {jumps}, and left {left}.";
    }

    private static void Group(Html page, string name, int runs) =>
        page.Raw($"<tr class=\"group\"><th colspan=\"{runs + 1}\">").Text(name).Raw("</th></tr>");

    private static void Row(
        Html page,
        string name,
        string unit,
        List<ReplayResult> runs,
        Func<ReplayResult, double> figure,
        Func<double, string> format
    )
    {
        page.Raw("<tr><td>").Text(name).Raw(" <small>").Text(unit).Raw("</small></td>");
        var figures = runs.ConvertAll(run => figure(run));
        var most = figures.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        foreach (var value in figures)
        {
            if (double.IsNaN(value))
            {
                page.Element("td.num.none", "–");
                continue;
            }

            var share = most == 0 ? 0 : Math.Abs(value) / most * 100;
            page.Raw($"<td class=\"num\"><span class=\"bar\" style=\"width:{Html.At(share)}%\"></span>").Text(format(value)).Raw("</td>");
        }

        page.Raw("</tr>");
    }
}
