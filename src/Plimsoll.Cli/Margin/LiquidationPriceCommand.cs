using System.CommandLine;
using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Estimates;

namespace Plimsoll.Cli.Margin;

/// <summary>The command line of <c>plimsoll liquidation-price</c>.</summary>
internal static class LiquidationPriceCommand
{
    public static Command Create()
    {
        var input = new PortfolioInput();
        var command = new Command(
            "liquidation-price",
            "Where each position of a portfolio is liquidated, all else equal, and how far that is."
        );
        input.AddTo(command);
        command.SetAction(parsed =>
            input.Run(
                parsed,
                (model, portfolio) =>
                {
                    var answer = Estimate.Of(model, portfolio);
                    var table = Tables.Create(
                        $"{portfolio.Name} on {model.Title}",
                        "instrument:",
                        "quantity",
                        "mark",
                        "liquidation price",
                        "distance",
                        "bankruptcy price",
                        "why not:"
                    );
                    foreach (var (name, value) in (answer["positions"] as Answer)?.Parts ?? [])
                    {
                        var position = (Answer)value;
                        var mark = ((AnswerNumber)position["mark"]!).Value;
                        var distance = position["liquidation_price"] is AnswerNumber price
                            ? Figures.Percent((price.Value - mark) / mark)
                            : "—";
                        table.Row(
                            name,
                            Figures.Text(position["quantity"]),
                            Figures.Text(mark),
                            Figures.Text(position["liquidation_price"]),
                            distance,
                            Figures.Text(position["bankruptcy_price"]),
                            (position["liquidation_price"] as AnswerNothing)?.Reason ?? ""
                        );
                    }

                    Tables.Write(parsed.InvocationConfiguration.Output, table);
                    return ExitCode.Success;
                }
            )
        );
        return command;
    }
}
