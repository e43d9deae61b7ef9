using System.CommandLine;
using System.Text.Json.Nodes;
using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;
using Plimsoll.Formats.Shapes;

namespace Plimsoll.Cli.Margin;

/// <summary>The command line of <c>plimsoll cheapest-cure</c>.</summary>
internal static class CheapestCureCommand
{
    public static Command Create()
    {
        var input = new PortfolioInput();
        var target = new Option<string>("--target")
        {
            Description =
                "What to reach: a margin ratio (equity over maintenance margin) such as 1.5 or 150%, or initial for initial margin covered.",
            HelpName = "RATIO|initial",
            DefaultValueFactory = _ => "initial",
        };
        var command = new Command("cheapest-cure", "The least deposit, or the least close, that brings a portfolio back to a target.");
        input.AddTo(command);
        command.Add(target);
        CommandHelp.Attach(command, MarginHelp.CheapestCure);
        command.SetAction(parsed =>
            input.Run(
                parsed,
                (model, portfolio) =>
                {
                    var output = parsed.InvocationConfiguration.Output;
                    var wanted = Target(parsed.GetValue(target)!);
                    CheckInitial(model, portfolio, wanted);
                    var units = CheapestCure.Of(model, portfolio, wanted);
                    var notes = PortfolioNotes.Of(model, portfolio, Estimate.Of(model, portfolio));
                    if (input.IsJson(parsed))
                    {
                        var json = new JsonObject
                        {
                            ["target"] = wanted.MarginRatio is { } ratio ? JsonOutput.Number(ratio) : "initial",
                            ["units"] = new JsonArray([.. units.Select(unit => (JsonNode)Json(unit))]),
                        };
                        JsonOutput.AddHead(json, model, notes);
                        JsonOutput.Write(output, json);
                        return ExitCode.Success;
                    }

                    Tables.Line(output, $"{portfolio.Name} on {model.Title}; target: {Words(wanted)}");
                    foreach (var unit in units)
                    {
                        CureView.Write(unit, wanted, model.Margin!.Numeraire, units.Count == 1, output);
                    }

                    AnswerView.WriteNotes(notes, output);
                    return ExitCode.Success;
                }
            )
        );
        return command;
    }

    private static CureTarget Target(string text) =>
        text == "initial" ? CureTarget.InitialMargin
        : NumberShape.TryRead(text, out var ratio) && ratio > 0 ? new(ratio)
        : throw ModelInput.Fault(
            "--target",
            "bad_target",
            $"expected a margin ratio above zero, or initial; found \"{text}\".",
            "A ratio of 1 is the maintenance margin itself."
        );

    /// <summary>Where no initial margin is known there is nothing to reach.</summary>
    private static void CheckInitial(Model model, Portfolio portfolio, CureTarget target)
    {
        var isUnknown = Estimate
            .IsolatedFigures(model, portfolio)
            .Prepend(Estimate.Figures(model, portfolio))
            .Any(figures => figures.InitialMargin is null);
        if (target.MarginRatio is null && isUnknown)
        {
            throw ModelInput.Fault(
                "--target",
                "no_initial_margin",
                $"{model.Title} states no initial margin for all that is held.",
                "Give a margin ratio such as 150%, or the positions a leverage."
            );
        }
    }

    private static string Words(CureTarget target) =>
        target.MarginRatio is { } ratio ? $"a margin ratio of {Figures.Percent(ratio)}" : "initial margin covered";

    private static JsonObject Json(UnitCures unit) =>
        new()
        {
            ["unit"] = unit.Isolated?.Instrument ?? "account",
            ["is_isolated"] = unit.Isolated is not null,
            ["before"] = JsonOutput.Of(unit.Before),
            ["is_reached"] = unit.IsReached,
            ["cures"] = new JsonArray([
                .. unit.Cures.Select(cure =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["action"] = cure.Action switch
                            {
                                CureAction.Deposit => "deposit",
                                CureAction.Close => "close",
                                CureAction.CloseShare => cure.Name.Length > 0 ? "close_share_of_underlying" : "close_share_of_all",
                                _ => "close_all",
                            },
                            ["name"] = cure.Name,
                            ["amount"] = JsonOutput.Number(cure.Amount),
                            ["step"] = JsonOutput.Number(cure.Step),
                            ["deposited"] = cure.After is null ? null : JsonOutput.Number(cure.Deposited),
                            ["notional_closed"] = cure.After is null ? null : JsonOutput.Number(cure.Closed),
                            ["closes"] = Closes(cure),
                            ["after"] = cure.After is { } after ? JsonOutput.Of(after) : null,
                        }
                ),
            ]),
        };

    private static JsonArray Closes(Cure cure) =>
        [
            .. cure.Closes.Select(each =>
                (JsonNode)new JsonObject { ["instrument"] = each.Instrument, ["quantity"] = JsonOutput.Number(each.Quantity) }
            ),
        ];
}
