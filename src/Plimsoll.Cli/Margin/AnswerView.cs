using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Estimates;

namespace Plimsoll.Cli.Margin;

/// <summary>A model's answer for a terminal.</summary>
internal static class AnswerView
{
    /// <summary>What stands in place of a liquidation price that has been passed.</summary>
    public const string Passed = "already below";

    private const string PassedMeans = $"{Passed}: at these marks it is below its maintenance margin, so that no price is left to fall to";

    public static void Write(Answer answer, TextWriter output)
    {
        if (answer.Parts.Count == 0)
        {
            Tables.Line(output, "nothing is held, so that nothing is demanded; add balances and positions", 2);
            return;
        }

        WriteUnits(answer, output);
        foreach (var (name, value) in answer.Parts)
        {
            switch (name, value)
            {
                case ("account" or "total", _):
                    break;
                case ("positions", Answer positions):
                    Tables.Write(output, Positions(positions));
                    WriteReasons(positions, output);
                    break;
                case ("greeks", Answer greeks):
                    GreeksView.Write(greeks, answer["positions"] as Answer, output);
                    break;
                case ("underlyings", Answer underlyings):
                    Tables.Write(output, UnderlyingsView.Of(underlyings));
                    UnderlyingsView.WriteReasons(underlyings, output);
                    break;
                case ("portfolio_rules", Answer rules):
                    PortfolioRulesView.Write(rules, output);
                    break;
                case ("portfolio_margin", Answer { Parts.Count: 0 }):
                    Tables.Line(output, "no position: what is asked is for orders, by the dearest of what may fill; --explain shows it", 2);
                    break;
                case (_, Answer rule):
                    Tables.Write(output, Rule(name, rule));
                    break;
            }
        }
    }

    /// <summary>What an isolated or any other position is called in a table.</summary>
    public static string NameOf(string name, Answer position) => position["isolated"] is null ? name : $"{name} (isolated)";

    /// <summary>Whether an account, a unit or a position is below its line.</summary>
    public static bool IsLiquidated(Answer? figures) => figures?["is_liquidated"] is AnswerText { Text: "true" };

    /// <summary>A liquidation price, why there is none, or that it has been passed.</summary>
    public static string LiquidationPrice(Answer? position) =>
        position?["liquidation_price"] is AnswerNumber && IsLiquidated(position)
            ? Passed
            : Figures.Price(position?["liquidation_price"], MarkOf(position));

    /// <summary>The mark of a position; zero without one.</summary>
    public static decimal MarkOf(Answer? position) => position?["mark"] is AnswerNumber mark ? mark.Value : 0;

    /// <summary>Says what stands in place of prices that have been passed, if any is.</summary>
    public static void WritePassed(IEnumerable<Answer> positions, TextWriter output)
    {
        if (positions.Any(position => LiquidationPrice(position) == Passed))
        {
            Tables.Line(output, PassedMeans, 2);
        }
    }

    /// <summary>What a reader would not expect.</summary>
    public static void WriteNotes(IEnumerable<string> notes, TextWriter output)
    {
        foreach (var note in notes)
        {
            Tables.Line(output, note.StartsWith(PortfolioNotes.Warning, StringComparison.Ordinal) ? note : $"note: {note}", 2);
        }
    }

    private static void WriteUnits(Answer answer, TextWriter output)
    {
        if (answer["account"] is not Answer account)
        {
            return;
        }

        var isolated = Isolated(answer).ToArray();
        if (
            isolated.Length == 0
            || account["notional"] is AnswerNumber { Value: > 0 }
            || account["initial_margin"] is AnswerNumber { Value: > 0 }
        )
        {
            Tables.Write(output, Account("cross account", account));
        }

        if (isolated.Length > 0)
        {
            Tables.Write(output, Units(account, isolated, (Answer)answer["total"]!));
            if (answer.Find("total.nearest_to_its_line") is AnswerText nearest)
            {
                Tables.Line(
                    output,
                    $"together: each unit is liquidated by itself; the ratio is that of {UnitName(nearest.Text)}, the nearest to its line",
                    2
                );
            }
        }

        foreach (var (name, unit) in isolated.Prepend(("cross account", account)).Where(unit => IsLiquidated(unit.Item2)))
        {
            var (equity, line) = ((AnswerNumber)unit["equity"]!, (AnswerNumber)unit["maintenance_margin"]!);
            Tables.Line(
                output,
                $"! {name}: liquidated at these marks, with an equity of {Figures.Money(equity.Value, equity.Unit)} {equity.Unit} "
                    + $"for a maintenance margin of {Figures.Money(line.Value, line.Unit)} {line.Unit}",
                2
            );
        }
    }

    /// <summary>The isolated positions, by the names that tables give them.</summary>
    internal static IEnumerable<(string Name, Answer Unit)> Isolated(Answer answer) =>
        from part in (answer["positions"] as Answer)?.Parts ?? []
        let position = (Answer)part.Value
        where position["isolated"] is not null
        select (NameOf(part.Name, position), (Answer)position["isolated"]!);

    internal static string UnitName(string unit) => unit == "account" ? "the cross account" : unit;

    internal static FigureTable Units(Answer account, (string Name, Answer Unit)[] isolated, Answer total)
    {
        var table = new FigureTable(
            "units of margin",
            "unit of margin:",
            "equity",
            "initial margin",
            "maintenance margin",
            "margin ratio",
            "leverage",
            "liquidated",
            "in:"
        );
        (string Name, Answer Figures)[] units = [("cross account", account), .. isolated, ("together", total)];
        var money = ((string[])["equity", "initial_margin", "maintenance_margin"])
            .Select(figure => Figures.Money(units.Select(unit => unit.Figures[figure])))
            .ToArray();
        for (var i = 0; i < units.Length; i++)
        {
            table.Row(
                units[i].Name,
                money[0][i],
                money[1][i],
                money[2][i],
                Figures.Percent(units[i].Figures["margin_ratio"]),
                Figures.Leverage(units[i].Figures["leverage"]),
                Figures.Text(units[i].Figures["is_liquidated"]),
                ((AnswerNumber)units[i].Figures["equity"]!).Unit
            );
        }

        return table;
    }

    /// <summary>An account's figures, one to a line.</summary>
    public static FigureTable Account(string title, Answer account)
    {
        var table = new FigureTable(title, "figure:", "value", "unit:");
        var shown = account.Parts.Where(part => part.Name is not "leverage_at_entry").ToArray();
        var money = Figures.Money(shown.Select(part => part.Value));
        for (var i = 0; i < shown.Length; i++)
        {
            var (name, value) = shown[i];
            var isMoney = value is AnswerNumber && !IsShare(name) && name != "leverage";
            table.Row(
                Figures.Words(name),
                IsShare(name) ? Figures.Percent(value)
                    : name == "leverage" ? Figures.Leverage(value)
                    : money[i],
                isMoney ? ((AnswerNumber)value).Unit : ""
            );
        }

        return table;
    }

    private static bool IsShare(string name) => name is "initial_margin_rate" or "maintenance_margin_rate" or "margin_ratio";

    internal static FigureTable Positions(Answer positions)
    {
        foreach (var (part, title) in PartsInPortfolio)
        {
            if (positions.Parts.Any(position => ((Answer)position.Value)[part] is not null))
            {
                return InPortfolio(positions, part, title);
            }
        }

        var isShared = positions.Parts.Count(part => ((Answer)part.Value)["isolated"] is null) > 1;
        var table = new FigureTable(
            "positions",
            "instrument:",
            "quantity",
            "mark",
            "notional",
            "unrealised P&L",
            "initial margin",
            "maintenance margin",
            "liquidation price" + (isShared ? " ¹" : ""),
            "bankruptcy price" + (isShared ? " ²" : ""),
            "in:"
        );
        var all = positions.Parts.Select(part => (part.Name, Position: (Answer)part.Value)).ToArray();
        var quantities = Figures.Plain(all.Select(each => ((AnswerNumber)each.Position["quantity"]!).Value));
        var money = ((string[])["notional", "unrealised_pnl", "initial_margin", "maintenance_margin"])
            .Select(figure => Figures.Money(all.Select(each => each.Position[figure])))
            .ToArray();
        for (var i = 0; i < all.Length; i++)
        {
            var (name, position) = all[i];
            var mark = MarkOf(position);
            table.Row(
                NameOf(name, position),
                quantities[i],
                Figures.Price(mark, mark),
                money[0][i],
                money[1][i],
                money[2][i],
                money[3][i],
                LiquidationPrice(position),
                Figures.Price(position["bankruptcy_price"], mark),
                position["notional"] is AnswerNumber number ? number.Unit : ""
            );
        }

        return table;
    }

    private static (string Part, string Title)[] PartsInPortfolio =>
        [("worst_scenario_pnl", "in the worst scenario"), ("initial_margin_part", "in the initial margin")];

    /// <summary>Under portfolio margin a position has no margin of its own, but a part in the worst scenario, or in what the account's rule asks.</summary>
    private static FigureTable InPortfolio(Answer positions, string partOfPosition, string title)
    {
        var table = new FigureTable(
            "positions",
            "instrument:",
            "quantity",
            "mark",
            "notional",
            "unrealised P&L",
            "option value",
            "delta",
            title,
            "unit:"
        );
        foreach (var (name, value) in positions.Parts)
        {
            var position = (Answer)value;
            string Of(string part) => Figures.Text(position[part]);
            table.Row(
                name,
                Of("quantity"),
                Of("mark"),
                Of("notional"),
                Of("unrealised_pnl"),
                Of("option_value"),
                Of("delta"),
                Of(partOfPosition),
                position["notional"] is AnswerNumber number ? number.Unit : ""
            );
        }

        return table;
    }

    /// <summary>What stands in place of prices that have been passed, if any is.</summary>
    internal static IEnumerable<string> PassedWords(Answer positions) =>
        positions.Parts.Any(part => LiquidationPrice((Answer)part.Value) == Passed) ? [PassedMeans] : [];

    /// <summary>What the two prices of positions mean where several share an account; nothing where none do.</summary>
    internal static IEnumerable<string> Footnotes(Answer positions) =>
        positions.Parts.Count(part => ((Answer)part.Value) is { } each && each["isolated"] is null && each["bankruptcy_price"] is not null)
        > 1
            ? FootnoteLines
            : [];

    /// <summary>Figures of positions that are not there, and why.</summary>
    internal static IEnumerable<(string Name, string Figure, string Reason)> Missing(Answer positions) =>
        from part in positions.Parts
        from figure in ((Answer)part.Value).Parts
        where figure.Value is AnswerNothing && (figure.Name != "liquidation_price" || !IsInPortfolio((Answer)part.Value))
        select (part.Name, Figures.Words(figure.Name), ((AnswerNothing)figure.Value).Reason);

    private static void WriteReasons(Answer positions, TextWriter output)
    {
        WritePassed(positions.Parts.Select(part => (Answer)part.Value), output);
        foreach (var (name, figure, reason) in Missing(positions))
        {
            Tables.Line(output, $"{name}, {figure}: {reason}", 2);
        }

        foreach (var line in Footnotes(positions))
        {
            Tables.Line(output, line, 2);
        }
    }

    /// <summary>Whether its table has no liquidation prices, since the account stands and falls as one: those of the underlyings follow.</summary>
    private static bool IsInPortfolio(Answer position) => PartsInPortfolio.Any(part => position[part.Part] is not null);

    /// <summary>What the two prices of a position in a shared account mean.</summary>
    public static void WriteFootnotes(TextWriter output)
    {
        foreach (var line in FootnoteLines)
        {
            Tables.Line(output, line, 2);
        }
    }

    private static readonly string[] FootnoteLines =
    [
        "¹ where the whole cross account meets its maintenance margin, all other prices equal",
        "² where the position has lost its own share of the account's value, which is shared out by maintenance margin; "
            + "it may lie before the liquidation price, since until then the rest of the account pays as well",
    ];

    internal static FigureTable Rule(string name, Answer rule)
    {
        var table = new FigureTable(Figures.Words(name), "figure:", "value", "unit:");
        AddParts(table, rule, "");
        return table;
    }

    private static void AddParts(FigureTable table, Answer answer, string indent)
    {
        foreach (var (name, value) in answer.Parts)
        {
            if (value is Answer parts)
            {
                table.Row(indent + Figures.Words(name), "", "");
                AddParts(table, parts, indent + "  ");
            }
            else if (value is AnswerList list && list.Items.Any(item => item is Answer))
            {
                foreach (var (i, item) in list.Items.Index())
                {
                    table.Row($"{indent}{Figures.Words(name)} {i + 1}", item is Answer ? "" : Figures.Text(item), "");
                    if (item is Answer each)
                    {
                        AddParts(table, each, indent + "  ");
                    }
                }
            }
            else
            {
                var shown = value is AnswerNothing nothing ? $"— ({nothing.Reason})" : Figures.Text(value);
                table.Row(indent + Figures.Words(name), shown, value is AnswerNumber { Unit: var unit } ? unit : "");
            }
        }
    }
}
