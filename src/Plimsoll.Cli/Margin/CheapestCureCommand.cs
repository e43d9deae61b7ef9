using System.CommandLine;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Estimates;
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
        command.SetAction(parsed =>
            input.Run(
                parsed,
                (model, portfolio) =>
                {
                    var output = parsed.InvocationConfiguration.Output;
                    var wanted = Target(parsed.GetValue(target)!);
                    var figures = Estimate.Figures(model, portfolio);
                    if (wanted.MarginRatio is null && figures.InitialMargin is null)
                    {
                        throw Fault("the model states no initial margin; give --target a margin ratio, or the positions a leverage.");
                    }

                    var unit = model.Margin!.Numeraire;
                    output.WriteLine(
                        $"equity {Figures.Text(figures.Equity)} {unit}, maintenance margin {Figures.Text(figures.MaintenanceMargin)} {unit}"
                    );
                    var cures = CheapestCure.Of(model, portfolio, wanted);
                    if (cures.Count == 0)
                    {
                        output.WriteLine("The target is reached already: nothing needs to be done.");
                        return ExitCode.Success;
                    }

                    var table = Tables.Create(
                        $"each of these alone brings {portfolio.Name} to its target on {model.Title}",
                        "do:",
                        "amount",
                        "of:",
                        "worth",
                        "unit:"
                    );
                    foreach (var cure in cures.OrderBy(cure => cure.Cost ?? decimal.MaxValue))
                    {
                        table.Row(
                            cure.Action == CureAction.Deposit ? "deposit" : "close at the mark",
                            cure.Amount is { } amount ? Figures.Text(amount) : "no amount is enough",
                            cure.Name,
                            cure.Cost is { } cost ? Figures.Text(cost) : "—",
                            unit
                        );
                    }

                    Tables.Write(output, table);
                    return ExitCode.Success;
                }
            )
        );
        return command;
    }

    private static CureTarget Target(string text) =>
        text == "initial" ? CureTarget.InitialMargin
        : NumberShape.TryRead(text, out var ratio) && ratio > 0 ? new(ratio)
        : throw Fault($"--target: expected a margin ratio above zero, or initial; found \"{text}\".");

    private static DocumentException Fault(string message) => new("cheapest-cure", [new("bad_target", "", default, message)]);
}
