using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Plimsoll.Cli.Margin.Pages;
using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Estimates;

namespace Plimsoll.Cli.Margin;

/// <summary>The command line of <c>plimsoll margin</c>.</summary>
internal static class MarginCommand
{
    public static Command Create()
    {
        var input = new PortfolioInput();
        var explain = new Option<bool>("--explain") { Description = "Show the whole tree behind every figure." };
        var report = new Option<string?>("--report")
        {
            Description = "Also write it as one HTML page, with charts.",
            HelpName = "OUT.html",
        };
        var command = new Command(
            "margin",
            "What a venue demands of a portfolio: equity, margins, ratio, liquidation and bankruptcy prices."
        );
        input.AddTo(command);
        command.Add(explain);
        command.Add(report);
        CommandHelp.Attach(command, MarginHelp.Margin);
        command.SetAction(parsed =>
            input.Run(
                parsed,
                (model, portfolio) =>
                {
                    var output = parsed.InvocationConfiguration.Output;
                    using var file = AccountReport.Open(input, parsed, report);
                    var answer = Estimate.Of(model, portfolio);
                    var notes = PortfolioNotes.Of(model, portfolio, answer);
                    file?.Write(() => MarginPage.Of(AccountPicture.Of(model, portfolio, answer), notes));
                    var trees =
                        parsed.GetValue(explain) && model.Margin is not null && portfolio.HasHoldings
                            ? Estimate
                                .Explain(model, portfolio)
                                .Select(tree => (tree.Name, View: new ExplanationView(tree.Explanation, model, portfolio)))
                            : [];
                    if (input.IsJson(parsed))
                    {
                        var whole = (JsonObject)AnswerJson.ToJson(answer)!;
                        JsonOutput.AddHead(whole, model, notes);
                        if (parsed.GetValue(explain))
                        {
                            whole["explanation"] = new JsonObject(
                                trees.Select(tree => KeyValuePair.Create(tree.Name, (JsonNode?)tree.View.ToJson()))
                            );
                        }

                        JsonOutput.Write(output, whole);
                        file?.Finish();
                        return ExitCode.Success;
                    }

                    Tables.Line(
                        output,
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{portfolio.Name} on {model.Title}, rules of {model.EffectiveFrom:yyyy-MM-dd}"
                        )
                    );
                    AnswerView.Write(answer, output);
                    AnswerView.WriteNotes(notes, output);
                    foreach (var (name, view) in trees)
                    {
                        view.Write(name, output);
                    }

                    file?.Finish();
                    return ExitCode.Success;
                }
            )
        );
        return command;
    }
}
