using Plimsoll.Formats.Answers;
using Spectre.Console;

namespace Plimsoll.Cli.Margin;

/// <summary>A model's answer for a terminal.</summary>
internal static class AnswerView
{
    public static void Write(Answer answer, TextWriter output)
    {
        foreach (var (name, value) in answer.Parts)
        {
            switch (name, value)
            {
                case ("account" or "total", Answer account):
                    Tables.Write(output, Account(name == "account" ? "cross account" : "with isolated positions", account));
                    break;
                case ("positions", Answer positions):
                    Tables.Write(output, Positions(positions));
                    WriteReasons(positions, output);
                    break;
                case (_, Answer rule):
                    Tables.Write(output, Rule(name, rule));
                    break;
            }
        }
    }

    /// <summary>An account's figures, one to a line.</summary>
    public static Table Account(string title, Answer account)
    {
        var table = Tables.Create(title, "figure:", "value", "unit:");
        foreach (var (name, value) in account.Parts)
        {
            if (name is "leverage_at_entry")
            {
                continue;
            }

            table.Row(Figures.Words(name), Shown(name, value), value is AnswerNumber { Unit: var unit } && !IsShare(name) ? unit : "");
        }

        return table;
    }

    private static bool IsShare(string name) => name is "initial_margin_rate" or "maintenance_margin_rate" or "margin_ratio";

    private static string Shown(string name, AnswerValue value) =>
        value is AnswerNumber number && IsShare(name) ? Figures.Percent(number.Value) : Figures.Text(value);

    private static Table Positions(Answer positions)
    {
        if (positions.Parts.Any(part => ((Answer)part.Value)["worst_scenario_pnl"] is not null))
        {
            return InPortfolio(positions);
        }

        var table = Tables.Create(
            "positions",
            "instrument:",
            "quantity",
            "mark",
            "notional",
            "unrealised P&L",
            "initial margin",
            "maintenance margin",
            "liquidation price",
            "bankruptcy price",
            "unit:"
        );
        foreach (var (name, value) in positions.Parts)
        {
            var position = (Answer)value;
            string Of(string part) => Figures.Text(position[part]);
            table.Row(
                position["isolated"] is null ? name : $"{name} (isolated)",
                Of("quantity"),
                Of("mark"),
                Of("notional"),
                Of("unrealised_pnl"),
                Of("initial_margin"),
                Of("maintenance_margin"),
                Of("liquidation_price"),
                Of("bankruptcy_price"),
                position["notional"] is AnswerNumber number ? number.Unit : ""
            );
        }

        return table;
    }

    /// <summary>Under portfolio margin a position has no margin of its own, but a part in the worst scenario.</summary>
    private static Table InPortfolio(Answer positions)
    {
        var table = Tables.Create(
            "positions",
            "instrument:",
            "quantity",
            "mark",
            "notional",
            "unrealised P&L",
            "option value",
            "delta",
            "in the worst scenario",
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
                Of("worst_scenario_pnl"),
                position["notional"] is AnswerNumber number ? number.Unit : ""
            );
        }

        return table;
    }

    private static void WriteReasons(Answer positions, TextWriter output)
    {
        var reasons =
            from part in positions.Parts
            from figure in ((Answer)part.Value).Parts
            where figure.Value is AnswerNothing
            select $"  {part.Name}, {Figures.Words(figure.Name)}: {((AnswerNothing)figure.Value).Reason}";
        foreach (var reason in reasons)
        {
            output.WriteLine(reason);
        }

        if (
            positions.Parts.Count(part =>
                ((Answer)part.Value) is { } each && each["isolated"] is null && each["liquidation_price"] is not null
            ) > 1
        )
        {
            output.WriteLine("  liquidation price: where the whole account meets its maintenance margin, all other prices equal");
            output.WriteLine(
                "  bankruptcy price: where the position has lost its own share of the account, which is shared by maintenance margin"
            );
        }
    }

    private static Table Rule(string name, Answer rule)
    {
        var table = Tables.Create(Figures.Words(name), "figure:", "value", "unit:");
        AddParts(table, rule, "");
        return table;
    }

    private static void AddParts(Table table, Answer answer, string indent)
    {
        foreach (var (name, value) in answer.Parts)
        {
            if (value is Answer parts)
            {
                table.Row(indent + Figures.Words(name), "", "");
                AddParts(table, parts, indent + "  ");
            }
            else
            {
                var shown = value is AnswerNothing nothing ? $"— ({nothing.Reason})" : Figures.Text(value);
                table.Row(indent + Figures.Words(name), shown, value is AnswerNumber { Unit: var unit } ? unit : "");
            }
        }
    }
}
