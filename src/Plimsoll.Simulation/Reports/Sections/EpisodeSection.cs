using Plimsoll.Simulation.Replay;

namespace Plimsoll.Simulation.Reports.Sections;

/// <summary>The largest liquidations, each told from start to end.</summary>
internal static class EpisodeSection
{
    private const int StepsShown = 60;

    public static void Write(Html page, ReplayResult result)
    {
        if (result.Trace.Largest.Count == 0)
        {
            return;
        }

        page.Section(
            "largest",
            "The largest liquidations",
            "By notional when they began. Open one to see what was done, step by step, and what was left."
        );
        foreach (var episode in result.Trace.Largest)
        {
            Write(page, episode);
        }

        page.End();
    }

    private static void Write(Html page, LiquidationEpisode episode)
    {
        var outcome = episode.Outcome?.ToString().ToLowerInvariant() ?? "unfinished";
        var ratio = episode.MaintenanceMargin == 0 ? 0 : (double)(episode.Equity / episode.MaintenanceMargin);
        page.Raw("<details class=\"episode\"><summary>");
        page.Element("span.when", Html.Time(episode.StartMs, "d MMM HH:mm:ss"));
        page.Element("span.who", $"{(episode.IsIsolated ? "isolated" : "cross")} account {episode.Account}");
        page.Element("span.num", $"{Html.Short((double)episode.Notional)} USD");
        page.Element("span.num", $"ratio {Html.Percent(ratio)}");
        page.Element("span.outcome." + outcome, outcome);
        page.Raw("</summary>");
        page.Raw("<p>").Text(Explain(episode)).Raw("</p>");
        Positions(page, episode);
        Steps(page, episode);
        page.Raw("</details>");
    }

    private static string Explain(LiquidationEpisode episode)
    {
        var below = episode.MaintenanceMargin - episode.Equity;
        var start =
            $"At {Html.Time(episode.StartMs, "HH:mm:ss")} UTC equity was {Html.Dollars(episode.Equity)} USD, maintenance margin {Html.Dollars(episode.MaintenanceMargin)} USD: "
            + $"{Html.Dollars(below)} USD short. Closing everything at the mark would have left {Html.Dollars(episode.NetLiquidationValue)} USD.";
        if (episode.EndMs is not { } end)
        {
            return start + " It had not ended when the replay did.";
        }

        var took = end == episode.StartMs ? "at the same tick" : $"within {(end - episode.StartMs) / 1000} s";
        var after = episode.Outcome switch
        {
            Engine.Liquidation.LiquidationOutcome.Cured => "Nothing had to be closed",
            Engine.Liquidation.LiquidationOutcome.Flat => "All was closed",
            _ => "Part was closed",
        };
        return $"{start} {after} {took}, for {Html.Dollars(episode.Fees)} USD of fees; left were {Html.Dollars(episode.EquityAfter)} USD of equity "
            + $"and {Html.Dollars(episode.MaintenanceAfter)} USD of maintenance margin.";
    }

    private static void Positions(Html page, LiquidationEpisode episode)
    {
        page.Raw(
            "<table><thead><tr><th>position</th><th class=\"num\">coins</th><th class=\"num\">mark</th><th class=\"num\">notional, USD</th></tr></thead><tbody>"
        );
        foreach (var (symbol, coins, mark, notional) in episode.Positions)
        {
            page.Raw("<tr>")
                .Element("td", symbol)
                .Element("td.num", Signed(coins))
                .Element("td.num", mark.ToString("0.######"))
                .Element("td.num", Html.Dollars(notional))
                .Raw("</tr>");
        }

        page.Raw("</tbody></table>");
    }

    private static void Steps(Html page, LiquidationEpisode episode)
    {
        var steps = Merged(episode.Steps);
        page.Raw(
            "<table class=\"steps\"><thead><tr><th>time</th><th>what</th><th>in</th><th class=\"num\">coins</th><th class=\"num\">price</th><th class=\"num\">USD</th></tr></thead><tbody>"
        );
        foreach (var (step, count) in steps.Take(StepsShown))
        {
            page.Raw("<tr>")
                .Element("td", Html.Time(step.AtMs, "HH:mm:ss"))
                .Element("td", Words(step.Kind, count))
                .Element("td", step.Symbol);
            page.Element("td.num", step.Coins == 0 ? "" : Signed(step.Coins))
                .Element("td.num", step.Price == 0 ? "" : step.Price.ToString("0.####"));
            page.Element("td.num", step.Amount == 0 ? "" : Html.Dollars(step.Amount)).Raw("</tr>");
        }

        page.Raw("</tbody></table>");
        if (steps.Count > StepsShown)
        {
            page.Element("p.more", $"and {steps.Count - StepsShown} more steps");
        }
    }

    /// <summary>Steps of one kind that follow each other at one moment become one: summed coins and money, mean price.</summary>
    private static List<(LiquidationStep Step, int Count)> Merged(List<LiquidationStep> steps)
    {
        var merged = new List<(LiquidationStep Step, int Count)>();
        foreach (var step in steps)
        {
            if (
                merged.Count > 0
                && merged[^1].Step is var last
                && step.Kind != LiquidationStepKind.Order
                && (last.AtMs, last.Kind, last.Symbol) == (step.AtMs, step.Kind, step.Symbol)
            )
            {
                var coins = last.Coins + step.Coins;
                var price = coins == 0 ? 0 : ((last.Coins * last.Price) + (step.Coins * step.Price)) / coins;
                merged[^1] = (last with { Coins = coins, Price = price, Amount = last.Amount + step.Amount }, merged[^1].Count + 1);
            }
            else
            {
                merged.Add((step, 1));
            }
        }

        return merged;
    }

    private static string Words(LiquidationStepKind kind, int count)
    {
        var words = kind switch
        {
            LiquidationStepKind.Order => "order to the book, price is its limit",
            LiquidationStepKind.Fill => "filled, with liquidation fee",
            LiquidationStepKind.Recalled => "order recalled",
            LiquidationStepKind.Takeover => "taken over by the insurance fund, with fee",
            LiquidationStepKind.Deleveraged => "closed against winners",
            LiquidationStepKind.DeleveragingFee => "liquidation fee on that",
            LiquidationStepKind.Converted => "collateral sold",
            LiquidationStepKind.Deficit => "deficit paid by the insurance fund",
            LiquidationStepKind.GivenUp => "profit given up by winners",
            LiquidationStepKind.Socialised => "loss shared",
            _ => "money arrived",
        };
        return count > 1 ? $"{words} ({count}×)" : words;
    }

    private static string Signed(decimal coins) => (coins > 0 ? "+" : "") + coins.ToString("#,0.####").Replace('-', '\u2212');
}
