using System.CommandLine;
using System.Text.Json.Nodes;
using Plimsoll.Cli.Replay;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;
using Plimsoll.Formats.Shapes;

namespace Plimsoll.Cli.Margin;

/// <summary>The command line of <c>plimsoll stress</c>.</summary>
internal static class StressCommand
{
    private const string Price = "40%";
    private const string Volatility = "100%";

    public static Command Create()
    {
        var input = new PortfolioInput();
        var price = new Option<string>("--price")
        {
            Description = "The largest price move, on either side.",
            HelpName = "SHARE",
            DefaultValueFactory = _ => Price,
        };
        var volatility = new Option<string>("--volatility")
        {
            Description = "The largest move of volatilities, as a share of themselves.",
            HelpName = "SHARE",
            DefaultValueFactory = _ => Volatility,
        };
        var report = new Option<string?>("--report") { Description = "Also write a heat map as one HTML page.", HelpName = "OUT.html" };
        var command = new Command("stress", "A portfolio under moves of price and volatility, and the smallest that breaks it.");
        input.AddTo(command);
        command.Add(price);
        command.Add(volatility);
        command.Add(report);
        CommandHelp.Attach(command, MarginHelp.Stress);
        command.SetAction(parsed =>
            input.Run(
                parsed,
                (model, portfolio) =>
                {
                    var output = parsed.InvocationConfiguration.Output;
                    input.RefuseToOverwrite(parsed, "--report", parsed.GetValue(report));
                    var surface = StressTest.Of(
                        model,
                        portfolio,
                        Share("--price", parsed.GetValue(price)!, 0.95m),
                        Share("--volatility", parsed.GetValue(volatility)!, 100)
                    );
                    if (input.IsJson(parsed))
                    {
                        JsonOutput.Write(output, ToJson(model, surface));
                    }
                    else
                    {
                        Write(output, model, portfolio, surface);
                    }

                    using var file = OutputFile.Open("--report", parsed.GetValue(report));
                    if (file is not null)
                    {
                        file.Writer.Write(StressPage.Of(model, portfolio, surface));
                        file.Finish();
                        parsed.InvocationConfiguration.Error.WriteLine($"plimsoll: the report is in {parsed.GetValue(report)}");
                    }

                    return ExitCode.Success;
                }
            )
        );
        return command;
    }

    private static JsonObject ToJson(Model model, StressSurface surface) =>
        new()
        {
            ["model"] = JsonOutput.Of(model),
            ["unit"] = surface.Unit,
            ["smallest_break"] = surface.Break is { } cell ? ToJson(cell) : null,
            ["cells"] = new JsonArray([.. surface.Rows.SelectMany(row => row).Select(each => (JsonNode)ToJson(each))]),
        };

    private static JsonObject ToJson(StressCell cell) =>
        new()
        {
            ["price"] = JsonOutput.Number(cell.Price),
            ["volatility"] = JsonOutput.Number(cell.Volatility),
            ["profit"] = JsonOutput.Number(cell.Profit),
            ["equity"] = JsonOutput.Number(cell.Equity),
            ["maintenance_margin"] = JsonOutput.Number(cell.MaintenanceMargin),
            ["is_broken"] = cell.IsBroken,
        };

    /// <summary>The break in words.</summary>
    public static string Sentence(StressSurface surface) =>
        surface.Break is not { } cell
            ? $"No joint move within {Figures.Percent(surface.LargestPrice)} of price and {Figures.Percent(surface.LargestVolatility)} of volatility breaks the account."
        : cell is { Price: 0, Volatility: 0 } ? "The account is below its line as it stands."
        : $"The smallest joint move that breaks the account: price {Signed(cell.Price)}, volatility {Signed(cell.Volatility)}; "
            + $"equity is then {Figures.Text(cell.Equity)} {surface.Unit} against a maintenance margin of {Figures.Text(cell.MaintenanceMargin)}.";

    /// <summary>A move with its sign.</summary>
    public static string Signed(decimal share) =>
        (share > 0 ? "+" : "") + (share * 100).ToString("0.#", System.Globalization.CultureInfo.InvariantCulture) + " %";

    /// <summary>A profit with as many digits as the largest of the table needs, so that columns line up.</summary>
    public static string Amount(StressSurface surface, decimal profit)
    {
        var most = surface.Rows.SelectMany(row => row).Max(cell => Math.Abs(cell.Profit));
        var form = most switch
        {
            >= 1_000 => "#,0",
            >= 1 => "0.00",
            _ => "0.0000",
        };
        return profit.ToString(form, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static void Write(TextWriter output, Model model, Portfolio portfolio, StressSurface surface)
    {
        var table = new FigureTable(
            $"{portfolio.Name} on {model.Title}: profit in {surface.Unit}, by moves of volatility and of price",
            ["volatility", .. surface.Prices.Select(price => $"price {Signed(price)}")]
        );
        foreach (var (row, move) in surface.Rows.Zip(surface.Volatilities))
        {
            table.Row([Signed(move), .. row.Select(cell => Amount(surface, cell.Profit) + (cell.IsBroken ? " ✗" : "  "))]);
        }

        Tables.Write(output, table);
        output.WriteLine("  ✗: equity after the move is below the maintenance margin after the move");
        output.WriteLine("  " + Sentence(surface));
    }

    private static decimal Share(string option, string text, decimal most) =>
        NumberShape.TryRead(text, out var share) && share > 0 && share <= most
            ? share
            : throw new DocumentException(
                option,
                [
                    new(
                        "bad_share",
                        "",
                        default,
                        $"expected a share above 0 and at most {Figures.Percent(most)}, such as 30%; found \"{text}\"."
                    ),
                ]
            );
}
