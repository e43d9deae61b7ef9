using Plimsoll.Formats.Answers;

namespace Plimsoll.Cli.Margin;

/// <summary>What every rule of a model asks of the account, side by side.</summary>
internal static class PortfolioRulesView
{
    public static void Write(Answer rules, TextWriter output)
    {
        Tables.Write(output, Of(rules));
        foreach (var line in Lines(rules))
        {
            Tables.Line(output, line, 2);
        }

        foreach (var (table, _) in Contributions(rules))
        {
            Tables.Write(output, table);
        }
    }

    /// <summary>What every rule asks.</summary>
    public static FigureTable Of(Answer rules)
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

        return table;
    }

    /// <summary>What each rule is, in words.</summary>
    public static IEnumerable<string> Lines(Answer rules)
    {
        foreach (var (name, value) in rules.Parts)
        {
            var rule = (Answer)value;
            var quantile = rule["quantile_move"] is AnswerText row ? $"; its quantile is {row.Text}" : "";
            var reason = rule["initial_margin"] is AnswerNothing nothing ? $"; {nothing.Reason}" : "";
            yield return $"{name}: {Figures.Text(rule["asks"])}{quantile}{reason}";
        }
    }

    /// <summary>Whose what is asked is, rule by rule.</summary>
    public static IEnumerable<(FigureTable Table, Answer Parts)> Contributions(Answer rules) =>
        from part in rules.Parts
        let rule = (Answer)part.Value
        where rule["is_asked"] is AnswerText { Text: "yes" or "within" }
        let contributions = rule["contributions"] as Answer
        where contributions?.Parts.Count > 1
        select (
            Contributions($"{part.Name}: whose {Figures.Text(rule["contributions_to"]).Replace('_', ' ')} it is", contributions),
            contributions
        );

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
