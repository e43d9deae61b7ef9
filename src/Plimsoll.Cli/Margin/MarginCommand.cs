using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
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
        var command = new Command(
            "margin",
            "What a venue demands of a portfolio: equity, margins, ratio, liquidation and bankruptcy prices."
        );
        input.AddTo(command);
        command.Add(explain);
        CommandHelp.Attach(command, MarginHelp.Margin);
        command.SetAction(parsed =>
            input.Run(
                parsed,
                (model, portfolio) =>
                {
                    var output = parsed.InvocationConfiguration.Output;
                    var answer = Estimate.Of(model, portfolio);
                    var notes = PortfolioNotes.Of(model, portfolio, answer);
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

                    return ExitCode.Success;
                }
            )
        );
        return command;
    }
}
