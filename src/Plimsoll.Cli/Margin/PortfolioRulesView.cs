using Plimsoll.Formats.Answers;

namespace Plimsoll.Cli.Margin;

/// <summary>What every rule of a model asks of the account, side by side.</summary>
internal static class PortfolioRulesView
{
    public static void Write(Answer rules, TextWriter output)
    {
        var table = new FigureTable(
            "what each rule asks",
            "rule:",
            "initial margin",
            "maintenance margin",
            "value at risk",
            "expected shortfall",
            "in:",
            "asked:"
        );
        var all = rules.Parts.Select(part => (part.Name, Rule: (Answer)part.Value)).ToArray();
        var money = ((string[])["initial_margin", "maintenance_margin", "value_at_risk", "expected_shortfall"])
            .Select(figure => Figures.Money(all.Select(each => each.Rule[figure])))
            .ToArray();
        for (var i = 0; i < all.Length; i++)
        {
            var (name, rule) = all[i];
            var unit = rule["initial_margin"] is AnswerNumber number ? number.Unit : "";
            table.Row(name, money[0][i], money[1][i], money[2][i], money[3][i], unit, Figures.Text(rule["is_asked"]));
        }

        Tables.Write(output, table);
        foreach (var (name, rule) in all)
        {
            var quantile = rule["quantile_move"] is AnswerText row ? $"; its quantile is {row.Text}" : "";
            var reason = rule["initial_margin"] is AnswerNothing nothing ? $"; {nothing.Reason}" : "";
            Tables.Line(output, $"{name}: {Figures.Text(rule["asks"])}{quantile}{reason}", 2);
        }
    }
}
