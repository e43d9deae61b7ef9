using System.CommandLine;
using System.Text.Json.Nodes;
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
        CommandHelp.Attach(command, MarginHelp.LiquidationPrice);
        command.SetAction(parsed =>
            input.Run(
                parsed,
                (model, portfolio) =>
                {
                    var output = parsed.InvocationConfiguration.Output;
                    var answer = Estimate.Of(model, portfolio);
                    var notes = PortfolioNotes.Of(model, portfolio, answer);
                    var positions = ((answer["positions"] as Answer)?.Parts ?? [])
                        .Select(part => (part.Name, (Answer)part.Value))
                        .ToArray();
                    if (input.IsJson(parsed))
                    {
                        var json = new JsonObject
                        {
                            ["positions"] = new JsonObject(
                                positions.Select(each => KeyValuePair.Create(each.Name, (JsonNode?)Json(each.Item2)))
                            ),
                        };
                        JsonOutput.AddHead(json, model, notes);
                        JsonOutput.Write(output, json);
                        return ExitCode.Success;
                    }

                    Write($"{portfolio.Name} on {model.Title}", positions, output);
                    AnswerView.WriteNotes(notes, output);
                    return ExitCode.Success;
                }
            )
        );
        return command;
    }

    private static void Write(string title, (string Name, Answer Position)[] positions, TextWriter output)
    {
        if (positions.Length == 0)
        {
            Tables.Line(output, $"{title}: no position, so that there is no liquidation price");
            return;
        }

        var isShared = positions.Count(each => each.Position["isolated"] is null && each.Position["bankruptcy_price"] is not null) > 1;
        var table = new FigureTable(
            title,
            "instrument:",
            "quantity",
            "mark",
            "liquidation price" + (isShared ? " ¹" : ""),
            "distance",
            "bankruptcy price" + (isShared ? " ²" : "")
        );
        var quantities = Figures.Plain(positions.Select(each => ((AnswerNumber)each.Position["quantity"]!).Value));
        for (var i = 0; i < positions.Length; i++)
        {
            var (name, position) = positions[i];
            var mark = AnswerView.MarkOf(position);
            table.Row(
                AnswerView.NameOf(name, position),
                quantities[i],
                Figures.Price(mark, mark),
                AnswerView.LiquidationPrice(position),
                DistanceOf(position) is { } distance && !AnswerView.IsLiquidated(position) ? Figures.Distance(distance) : "—",
                Figures.Price(position["bankruptcy_price"], mark)
            );
        }

        Tables.Write(output, table);
        AnswerView.WritePassed(positions.Select(each => each.Position), output);
        if (isShared)
        {
            AnswerView.WriteFootnotes(output);
        }

        foreach (var (name, position) in positions)
        {
            if (position["liquidation_price"] is AnswerNothing nothing)
            {
                Tables.Line(output, $"{name}: {nothing.Reason}", 2);
            }
        }
    }

    /// <summary>The way from the mark to the liquidation price, as a share of the mark.</summary>
    private static decimal? DistanceOf(Answer position) =>
        position["liquidation_price"] is AnswerNumber price && AnswerView.MarkOf(position) is > 0 and var mark
            ? (price.Value - mark) / mark
            : null;

    private static JsonObject Json(Answer position)
    {
        var json = new JsonObject();
        foreach (var part in (string[])["quantity", "mark", "liquidation_price", "bankruptcy_price", "is_liquidated"])
        {
            json[part] = position[part] is { } value ? AnswerJson.ToJson(value) : null;
        }

        json["distance"] = JsonOutput.Number(DistanceOf(position));
        if (position["liquidation_price"] is AnswerNothing nothing)
        {
            json["reason"] = nothing.Reason;
        }

        return json;
    }
}
