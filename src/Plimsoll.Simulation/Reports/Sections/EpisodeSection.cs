using System.Globalization;
using Plimsoll.Engine.Liquidation;
using Plimsoll.Simulation.Replay;

namespace Plimsoll.Simulation.Reports.Sections;

/// <summary>The largest liquidations, each told from start to end.</summary>
internal static class EpisodeSection
{
    private const int StepsShown = 60;
    private const int TailShown = 2;
    private const int TailLeast = 6;
    private const decimal SmallShare = 0.001m;

    public static void Write(Html page, ReplayResult result)
    {
        if (result.Trace.Largest.Count == 0)
        {
            return;
        }

        page.Section(
            "largest",
            "The largest liquidations",
            "By notional when they began. Open one to see how its margin came about, what was done, step by step, and what was left."
        );
        foreach (var episode in result.Trace.Largest)
        {
            Write(page, episode);
        }

        page.End();
    }

    private static void Write(Html page, LiquidationEpisode episode)
    {
        var (outcome, style) = OutcomeOf(episode);
        var ratio = episode.MaintenanceMargin == 0 ? 0 : (double)(episode.Equity / episode.MaintenanceMargin);
        page.Raw("<details class=\"episode\"><summary>");
        page.Element("span.when", Html.Time(episode.StartMs, "d MMM HH:mm:ss"));
        page.Element("span.who", $"{(episode.IsIsolated ? "isolated" : "cross")} account {episode.Account}");
        page.Element("span.num", $"{Html.Short((double)episode.Notional)} USD");
        page.Element("span.num", $"ratio {Html.Percent(ratio)}");
        page.Element("span.outcome." + style, outcome);
        page.Raw("</summary>");
        page.Raw("<p>").Text(Explain(episode)).Raw("</p>");
        Positions(page, episode);
        page.Raw("<div class=\"trees\"><div>").Element("h4", "Equity, asset by asset");
        ExplanationTree.Write(page, episode.EquityTree);
        page.Raw("</div><div>").Element("h4", "Maintenance margin, position by position");
        ExplanationTree.Write(page, episode.MaintenanceTree);
        page.Raw("</div></div>").Element("h4", "What was done");
        Steps(page, episode);
        page.Raw("</details>");
    }

    /// <summary>The words of the counts at the top of the page.</summary>
    private static (string Word, string Style) OutcomeOf(LiquidationEpisode episode) =>
        episode.Outcome switch
        {
            LiquidationOutcome.Restored => ("partial", "partial"),
            LiquidationOutcome.Cured => ("cured", "cured"),
            null => ("unfinished", "unfinished"),
            _ => ("full", "full"),
        };

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
            LiquidationOutcome.Cured => "Nothing had to be closed",
            LiquidationOutcome.Restored => "Part was closed",
            _ => "All was closed",
        };
        var fees = episode.Fees == 0 ? "" : $", for {Html.Dollars(episode.Fees)} USD of fees";
        var left =
            episode.EquityAfter == 0 && episode.MaintenanceAfter == 0
                ? "nothing was left"
                : $"left were {Html.Dollars(episode.EquityAfter)} USD of equity and {Html.Dollars(episode.MaintenanceAfter)} USD of maintenance margin";
        return $"{start} {after} {took}{fees}; {left}.";
    }

    private static void Positions(Html page, LiquidationEpisode episode)
    {
        page.Raw("<div class=\"scroll\"><table><thead><tr><th>position</th><th class=\"num\">coins</th><th class=\"num\">entry, USD</th>");
        page.Raw(
            "<th class=\"num\">mark, USD</th><th class=\"num\">notional, USD</th><th class=\"num\">unrealised P&amp;L, USD</th></tr></thead><tbody>"
        );
        foreach (var position in episode.Positions)
        {
            page.Raw("<tr>").Element("td", position.Symbol).Element("td.num", Signed(position.Coins));
            page.Element("td.num", Price(position.Entry)).Element("td.num", Price(position.Mark));
            page.Element("td.num", Html.Dollars(position.Notional)).Element("td.num", Html.Dollars(position.UnrealisedPnl)).Raw("</tr>");
        }

        page.Raw("</tbody></table></div>");
    }

    private static void Steps(Html page, LiquidationEpisode episode)
    {
        var steps = Folded(Merged(episode.Steps), episode.Notional);
        page.Raw(
            "<div class=\"scroll\"><table class=\"steps\"><thead><tr><th>time, UTC</th><th>what</th><th>in</th><th class=\"num\">coins</th><th class=\"num\">price, USD</th><th class=\"num\">amount, USD</th></tr></thead><tbody>"
        );
        foreach (var (step, count, isFolded) in steps.Take(StepsShown))
        {
            page.Raw("<tr>")
                .Element("td", Html.Time(step.AtMs, "HH:mm:ss"))
                .Element("td", isFolded ? $"and {Html.Count(count)} more small orders and fills, together" : Words(step.Kind, count))
                .Element("td", step.Symbol);
            page.Element("td.num", step.Coins == 0 ? "" : Signed(step.Coins)).Element("td.num", step.Price == 0 ? "" : Price(step.Price));
            page.Element("td.num", step.Amount == 0 ? "" : Html.Dollars(step.Amount)).Raw("</tr>");
        }

        page.Raw("</tbody></table></div>");
        if (steps.Count > StepsShown)
        {
            page.Element("p.more", $"and {Html.Many(steps.Count - StepsShown, "more step")}");
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

    /// <summary>A long run of orders and fills of one instrument, each below a thousandth of the whole, becomes its first two and one line with what the rest filled.</summary>
    internal static List<(LiquidationStep Step, int Count, bool IsFolded)> Folded(
        IReadOnlyList<(LiquidationStep Step, int Count)> steps,
        decimal notional
    )
    {
        var folded = new List<(LiquidationStep Step, int Count, bool IsFolded)>();
        for (var i = 0; i < steps.Count; )
        {
            var run = steps.Skip(i).TakeWhile(one => IsSmall(one.Step, notional) && one.Step.Symbol == steps[i].Step.Symbol).ToList();
            var shown = run.Count >= TailLeast ? TailShown : Math.Max(1, run.Count);
            folded.AddRange(steps.Skip(i).Take(shown).Select(one => (one.Step, one.Count, false)));
            if (run.Count > shown)
            {
                var fills = run.Skip(shown).Where(one => one.Step.Kind == LiquidationStepKind.Fill).ToList();
                var rest = run[shown].Step with
                {
                    Kind = LiquidationStepKind.Fill,
                    Coins = fills.Sum(one => one.Step.Coins),
                    Price = 0,
                    Amount = fills.Sum(one => one.Step.Amount),
                };
                folded.Add((rest, run.Skip(shown).Sum(one => one.Count), true));
            }

            i += Math.Max(shown, run.Count);
        }

        return folded;
    }

    private static bool IsSmall(LiquidationStep step, decimal notional) =>
        step.Kind is LiquidationStepKind.Order or LiquidationStepKind.Fill && Math.Abs(step.Coins * step.Price) < notional * SmallShare;

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

    /// <summary>Four decimals, and for what is cheap as many more as six digits need.</summary>
    private static string Price(decimal price) => price.ToString(price >= 1 ? "#,0.####" : "0.##########", CultureInfo.InvariantCulture);

    private static string Signed(decimal coins) =>
        (coins > 0 ? "+" : "") + coins.ToString("#,0.########", CultureInfo.InvariantCulture).Replace('-', '\u2212');
}
