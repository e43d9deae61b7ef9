using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Estimates;

namespace Plimsoll.Cli.Margin;

/// <summary>The command line of <c>plimsoll margin</c>.</summary>
internal static class MarginCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create()
    {
        var input = new PortfolioInput();
        var explain = new Option<bool>("--explain") { Description = "Show the whole tree behind every figure." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command(
            "margin",
            "What a venue demands of a portfolio: equity, margins, ratio, liquidation and bankruptcy prices."
        );
        input.AddTo(command);
        command.Add(explain);
        command.Add(json);
        command.SetAction(parsed =>
            input.Run(
                parsed,
                (model, portfolio) =>
                {
                    var output = parsed.InvocationConfiguration.Output;
                    var answer = Estimate.Of(model, portfolio);
                    var trees =
                        parsed.GetValue(explain) && model.Margin is not null && portfolio.HasHoldings
                            ? Estimate.Explain(model, portfolio)
                            : [];
                    var decimals = trees.Count > 0 ? Estimate.ExplainedDecimals(model, portfolio) : 0;
                    if (parsed.GetValue(json))
                    {
                        var whole = (JsonObject)AnswerJson.ToJson(answer)!;
                        whole["model"] = new JsonObject
                        {
                            ["name"] = model.Name,
                            ["effective_from"] = model.EffectiveFrom.ToString(
                                "yyyy-MM-dd",
                                System.Globalization.CultureInfo.InvariantCulture
                            ),
                        };
                        if (trees.Count > 0)
                        {
                            whole["explanation"] = new JsonObject(
                                trees.Select(tree =>
                                    KeyValuePair.Create(tree.Name, (JsonNode?)ExplanationView.ToJson(tree.Explanation, decimals))
                                )
                            );
                        }

                        output.WriteLine(whole.ToJsonString(Indented));
                        return ExitCode.Success;
                    }

                    output.WriteLine($"{portfolio.Name} on {model.Title}, rules of {model.EffectiveFrom:yyyy-MM-dd}");
                    AnswerView.Write(answer, output);
                    foreach (var (name, explanation) in trees)
                    {
                        ExplanationView.Write(name, explanation, decimals, model.Margin!.Numeraire, output);
                    }

                    return ExitCode.Success;
                }
            )
        );
        return command;
    }
}
