using Plimsoll.Formats.Answers;
using Plimsoll.Simulation.Reports;

namespace Plimsoll.Cli.Margin.Pages;

/// <summary>What whole underlyings may do, what the rules of portfolio margin ask, and answers of rules beside margin: the tables of the terminal.</summary>
internal static class RuleSection
{
    /// <summary>Writes it; nothing where there is nothing.</summary>
    public static void Write(Html page, Answer answer)
    {
        if (answer["underlyings"] is Answer underlyings)
        {
            var table = UnderlyingsView.Of(underlyings);
            page.Section("lines", "Lines of whole underlyings", $"The cross account is {table.Title}.");
            HtmlParts.Table(page, table, isTitled: false, "wide");
            HtmlParts.Lines(page, UnderlyingsView.Reasons(underlyings));
            page.End();
        }

        foreach (var (name, value) in answer.Parts)
        {
            if (value is not Answer rule || name is "account" or "total" or "positions" or "greeks" or "underlyings")
            {
                continue;
            }

            var title = Figures.Words(name);
            page.Section("rule", char.ToUpperInvariant(title[0]) + title[1..], "");
            if (name == "portfolio_rules")
            {
                HtmlParts.Table(page, PortfolioRulesView.Of(rule), style: "wide");
                HtmlParts.Lines(page, PortfolioRulesView.Lines(rule));
                foreach (var contributions in PortfolioRulesView.Contributions(rule))
                {
                    HtmlParts.Table(page, contributions, style: "wide");
                }
            }
            else
            {
                HtmlParts.Table(page, AnswerView.Rule(name, rule), isTitled: false, "narrow");
            }

            page.End();
        }
    }
}
