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
        Group(page, $"Index of {input.Main.Map.Main.Coin}", runs.Count);
        Row(
            page,
            "largest jump in fifteen seconds",
            "%",
            runs,
            run => Jumps(run).DefaultIfEmpty(0).Max() * 100,
            value => value.ToString("0.0")
        );
        Row(page, "jumps of more than 3 %", "", runs, run => Jumps(run).Count(jump => jump > 0.03), value => Html.Count((long)value));
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
        Group(page, "Users, over the whole time", runs.Count);
        Row(page, "traders liquidated", "", runs, run => run.Summary.Users.Liquidated, value => Html.Count((long)value));
        Row(
            page,
            "liquidated only here",
            "traders the other side spared",
            runs,
            run => OnlyHere(run, Other(run, input)),
            value => Html.Count((long)value)
        );
        Row(page, "their result against being spared", "USD", runs, run => CostOfOnlyHere(run, Other(run, input)), Html.Short);
        Row(page, "result of all liquidated traders", "USD", runs, run => (double)run.Summary.Users.LiquidatedPnl, Html.Short);
        Row(page, "liquidation fees", "USD", runs, run => (double)run.Summary.Users.LiquidationFees, Html.Short);
        Group(page, "Where positions went", runs.Count);
        Row(page, "book", "USD notional", runs, run => (double)run.Summary.RouteNotional.Book, Html.Short);
        Row(page, "insurance fund", "USD notional", runs, run => (double)run.Summary.RouteNotional.Fund, Html.Short);
        Row(page, "deleveraged", "USD notional", runs, run => (double)run.Summary.RouteNotional.Adl, Html.Short);
        Row(page, "socialised", "USD", runs, run => (double)run.Summary.RouteNotional.Socialised, Html.Short);
        Group(page, "Insurance fund", runs.Count);
        Row(page, "low", "USD", runs, run => (double)run.Summary.InsuranceFund.Low, Html.Short);
        Row(page, "end", "USD", runs, run => (double)run.Summary.InsuranceFund.End, Html.Short);
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

    /// <summary>A single venue is held against the rule, the rule against the first single venue.</summary>
    private static ReplayResult Other(ReplayResult run, ReportInput input) =>
        ReferenceEquals(run, input.Main) ? input.Comparisons[0] : input.Main;

    private static IEnumerable<int> TradersOnlyHere(ReplayResult run, ReplayResult other) =>
        Enumerable
            .Range(0, run.Summary.Accounts)
            .Where(trader => run.Summary.Users.WasLiquidated[trader] && !other.Summary.Users.WasLiquidated[trader]);

    private static double OnlyHere(ReplayResult run, ReplayResult other) => TradersOnlyHere(run, other).Count();

    private static double CostOfOnlyHere(ReplayResult run, ReplayResult other) =>
        (double)TradersOnlyHere(run, other).Sum(trader => run.Summary.Users.PnlOf[trader] - other.Summary.Users.PnlOf[trader]);

    private static void Words(Html page, ReportInput input)
    {
        page.Raw("<ul class=\"words\">");
        foreach (var run in input.Comparisons)
        {
            var (only, cost) = (OnlyHere(run, input.Main), CostOfOnlyHere(run, input.Main));
            var fund = (double)(run.Summary.InsuranceFund.End - input.Main.Summary.InsuranceFund.End);
            page.Raw("<li><b>")
                .Text($"{run.Request.Mark.Name} alone")
                .Raw("</b> ")
                .Text(
                    $"moved the index by up to {Html.Percent(Jumps(run).DefaultIfEmpty(0).Max())} in fifteen seconds (the rule: {Html.Percent(Jumps(input.Main).DefaultIfEmpty(0).Max())}), liquidated "
                        + $"{Html.Count((long)only)} traders whom the rule spared, who ended {Html.Short(Math.Abs(cost))} USD {(cost <= 0 ? "worse" : "better")} off for it, and left the "
                        + $"insurance fund {Html.Short(Math.Abs(fund))} USD {(fund <= 0 ? "poorer" : cost < 0 ? "richer, at their expense" : "richer")}."
                )
                .Raw("</li>");
        }

        page.Raw("</ul>");
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
        var most = figures.Max(Math.Abs);
        foreach (var value in figures)
        {
            var share = most == 0 ? 0 : Math.Abs(value) / most * 100;
            page.Raw($"<td class=\"num\"><span class=\"bar\" style=\"width:{Html.At(share)}%\"></span>").Text(format(value)).Raw("</td>");
        }

        page.Raw("</tr>");
    }
}
