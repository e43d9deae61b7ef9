using System.CommandLine;
using System.Text.Json.Nodes;
using Plimsoll.Cli.Margin.Pages;
using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Estimates;

namespace Plimsoll.Cli.Margin;

/// <summary>The command line of <c>plimsoll what-if</c>.</summary>
internal static class WhatIfCommand
{
    private static readonly string[] Money = ["equity", "initial_margin", "maintenance_margin", "free_collateral", "notional"];

    private static readonly string[] Greeks = ["delta", "gamma", "vega", "theta"];

    private const int MostDecimals = 28;

    public static Command Create()
    {
        var input = new PortfolioInput();
        var changes = new WhatIfChanges();
        var report = new Option<string?>("--report")
        {
            Description = "Also write it as one HTML page, with charts.",
            HelpName = "OUT.html",
        };
        var command = new Command("what-if", "A portfolio before and after trades, deposits and moves of prices.");
        input.AddTo(command);
        changes.AddTo(command);
        command.Add(report);
        CommandHelp.Attach(command, MarginHelp.WhatIf);
        command.SetAction(parsed =>
            input.Run(
                parsed,
                (model, portfolio) =>
                {
                    var output = parsed.InvocationConfiguration.Output;
                    using var file = AccountReport.Open(input, parsed, report);
                    var before = Estimate.Of(model, portfolio);
                    var (changed, steps) = changes.Apply(parsed, model, portfolio);
                    var after = Estimate.Of(model, changed);
                    var notes = PortfolioNotes.Of(model, changed, after, portfolio);
                    file?.Write(() =>
                        WhatIfPage.Of(AccountPicture.Of(model, portfolio, before), AccountPicture.Of(model, changed, after), steps, notes)
                    );
                    if (input.IsJson(parsed))
                    {
                        var json = new JsonObject
                        {
                            ["changes"] = JsonOutput.List(steps),
                            ["before"] = AnswerJson.ToJson(before),
                            ["after"] = AnswerJson.ToJson(after),
                        };
                        JsonOutput.AddHead(json, model, notes);
                        JsonOutput.Write(output, json);
                        file?.Finish();
                        return ExitCode.Success;
                    }

                    Tables.Line(output, $"{portfolio.Name} on {model.Title}, after in this order:");
                    foreach (var (i, step) in steps.Index())
                    {
                        Tables.Line(output, step.StartsWith("note", StringComparison.Ordinal) ? step : $"{i + 1}. {step}", 2);
                    }

                    Write(output, before, after);
                    AnswerView.WriteNotes(notes, output);
                    file?.Finish();
                    return ExitCode.Success;
                }
            )
        );
        return command;
    }

    private static void Write(TextWriter output, Answer before, Answer after)
    {
        foreach (var (name, table) in TablesOf(before, after))
        {
            output.WriteLine(name);
            Tables.Write(output, table);
        }

        AnswerView.WritePassed(PositionsOf(before, after).Select(part => (Answer)part.Value), output);
    }

    private static (string Name, AnswerValue Value)[] PositionsOf(Answer before, Answer after) =>
        [.. new[] { before, after }.SelectMany(answer => (answer["positions"] as Answer)?.Parts ?? [])];

    /// <summary>A table for each unit of margin, by the name of the unit.</summary>
    internal static IEnumerable<(string Name, FigureTable Table)> TablesOf(Answer before, Answer after)
    {
        var positions = PositionsOf(before, after);
        var symbols = positions.Select(part => part.Name).Distinct(StringComparer.Ordinal).ToArray();
        var isolated = symbols.Where(symbol => (Position(before, symbol) ?? Position(after, symbol))?["isolated"] is not null).ToArray();
        var cross = Unit(before["account"] as Answer, after["account"] as Answer);
        foreach (var symbol in symbols.Except(isolated))
        {
            AddPosition(cross, symbol, Position(before, symbol), Position(after, symbol));
        }

        if (isolated.Length == 0 && (HasOptions(before) || HasOptions(after)))
        {
            foreach (var greek in Greeks)
            {
                Row(
                    cross,
                    $"{greek} in cash",
                    before.Find($"greeks.net.{greek}"),
                    after.Find($"greeks.net.{greek}"),
                    Figures.Significant,
                    UnitOf(after)
                );
            }
        }

        // An account that holds nothing is of interest when something happens to it.
        if (isolated.Length == 0 || symbols.Length > isolated.Length || before.Find("account.equity") != after.Find("account.equity"))
        {
            yield return ("cross account", cross);
        }

        foreach (var symbol in isolated)
        {
            var (from, to) = (Position(before, symbol), Position(after, symbol));
            var unit = Unit(from?["isolated"] as Answer, to?["isolated"] as Answer);
            AddPosition(unit, symbol, from, to);
            yield return ($"{symbol} (isolated)", unit);
        }
    }

    private static bool HasOptions(Answer answer) => GreeksView.HasOptions(answer["positions"] as Answer);

    private static string UnitOf(Answer answer) => (answer.Find("account.equity") as AnswerNumber)?.Unit ?? "";

    private static FigureTable Unit(Answer? before, Answer? after)
    {
        var table = new FigureTable("", "figure:", "before", "after", "change", "unit:");
        var amounts = Money.SelectMany(figure => new[] { before?[figure], after?[figure] }).OfType<AnswerNumber>().ToArray();
        var unit = amounts.FirstOrDefault()?.Unit ?? "";
        var decimals = Figures.MoneyDecimals(unit, amounts.Select(amount => amount.Value));
        foreach (var figure in Money)
        {
            Row(table, Figures.Words(figure), before?[figure], after?[figure], number => Figures.Fixed(number, decimals), unit, decimals);
        }

        Row(table, "margin ratio", before?["margin_ratio"], after?["margin_ratio"], Figures.Percent, "", 4);
        Row(table, "leverage", before?["leverage"], after?["leverage"], number => Figures.Fixed(number, 2) + "x", "", 2);
        Row(table, "liquidated", before?["is_liquidated"], after?["is_liquidated"], Figures.Plain, "");
        return table;
    }

    private static void AddPosition(FigureTable table, string symbol, Answer? before, Answer? after)
    {
        var mark = AnswerView.MarkOf(before ?? after);
        Row(table, $"{symbol} quantity", before?["quantity"], after?["quantity"], Figures.Plain, "");
        Row(table, $"{symbol} mark", before?["mark"], after?["mark"], number => Figures.Price(number, mark), "");
        Row(table, $"{symbol} liquidation price", Passed(before), Passed(after), number => Figures.Price(number, mark), "");
    }

    /// <summary>A liquidation price, or in its place that it has been passed.</summary>
    private static AnswerValue? Passed(Answer? position) =>
        AnswerView.LiquidationPrice(position) == AnswerView.Passed ? new AnswerText(AnswerView.Passed) : position?["liquidation_price"];

    /// <summary>Symbols may have dots, so that no path is taken through them.</summary>
    private static Answer? Position(Answer answer, string symbol) => (answer["positions"] as Answer)?[symbol] as Answer;

    private static void Row(
        FigureTable table,
        string what,
        AnswerValue? before,
        AnswerValue? after,
        Func<decimal, string> shown,
        string unit,
        int decimals = MostDecimals
    )
    {
        var change = before is AnswerNumber from && after is AnswerNumber to ? Rounded(to) - Rounded(from) : 0;
        table.Row(what, Shown(before), Shown(after), change == 0 ? "" : (change > 0 ? "+" : "") + shown(change), unit);

        // The change is that of the figures shown, so that they add up.
        decimal Rounded(AnswerNumber number) => decimal.Round(number.Value, decimals, MidpointRounding.AwayFromZero);

        string Shown(AnswerValue? value) => value is AnswerNumber number ? shown(number.Value) : Figures.Text(value);
    }
}
