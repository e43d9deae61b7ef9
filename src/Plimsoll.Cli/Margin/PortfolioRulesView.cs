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

        foreach (var (name, rule) in all.Where(each => each.Rule["is_asked"] is AnswerText { Text: "yes" or "within" }))
        {
            if (rule["contributions"] is Answer { Parts.Count: > 1 } contributions)
            {
                Tables.Write(
                    output,
                    Contributions($"{name}: whose {Figures.Text(rule["contributions_to"]).Replace('_', ' ')} it is", contributions)
                );
            }
        }
    }

    private static FigureTable Contributions(string title, Answer contributions)
    {
        var table = new FigureTable(title, "position:", "component", "share", "marginal, of one underlying", "incremental", "in:");
        var all = contributions.Parts.Select(part => (part.Name, Part: (Answer)part.Value)).ToArray();
        var money = ((string[])["component", "marginal", "incremental"])
            .Select(figure => Figures.Money(all.Select(each => Cents(each.Part[figure]))))
            .ToArray();
        for (var i = 0; i < all.Length; i++)
        {
            var unit = ((AnswerNumber)all[i].Part["component"]!).Unit;
            table.Row(all[i].Name, money[0][i], Figures.Percent(all[i].Part["share"]), money[1][i], money[2][i], unit);
        }

        return table;
    }

    /// <summary>Estimates of money need no more than cents; what is less than one stays as it is, such as coins.</summary>
    private static AnswerValue? Cents(AnswerValue? value) =>
        value is AnswerNumber { Value: var number, Unit: var unit } && Math.Abs(number) >= 1
            ? new AnswerNumber(decimal.Round(number, 2), unit)
            : value;
}
