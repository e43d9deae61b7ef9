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
                WriteContributions(page, rule);
            }
            else
            {
                HtmlParts.Table(page, AnswerView.Rule(name, rule), isTitled: false, "narrow");
            }

            page.End();
        }
    }

    /// <summary>Each position's part of what a rule asks, as a table and as bars.</summary>
    private static void WriteContributions(Html page, Answer rules)
    {
        foreach (var (table, contributions) in PortfolioRulesView.Contributions(rules))
        {
            HtmlParts.Table(page, table, style: "wide");
            var parts = contributions.Parts.Select(part => (part.Name, Number: (Answer)part.Value)).ToArray();
            var most = parts.Max(part => Math.Abs(AccountPicture.Number(part.Number["component"])));
            var bars = new SignedBars(most);
            page.Raw("<div class=\"bars\">");
            foreach (var (name, figures) in parts)
            {
                bars.Row(page, name, AccountPicture.Number(figures["component"]), Figures.Percent(figures["share"]), isLoss: true);
            }

            page.Raw("</div>");
        }
    }
}
