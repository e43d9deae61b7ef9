using System.CommandLine;
using System.Globalization;
using Plimsoll.Cli.Backtests;
using Plimsoll.Cli.Replay;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;
using Plimsoll.Formats.Shapes;
using Plimsoll.Simulation.Backtests;
using Plimsoll.Simulation.MarketData;

namespace Plimsoll.Cli.Margin;

/// <summary>The command line of <c>plimsoll stress</c>.</summary>
internal static class StressCommand
{
    private const string Price = "40%";
    private const string Volatility = "100%";
    private const int UsualDays = 10;
    private const int MostDays = 10_000;
    private const int MostWarnings = 5;

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
            Description = "The largest move of volatilities, as a share of themselves; it matters where options are held.",
            HelpName = "SHARE",
            DefaultValueFactory = _ => Volatility,
        };
        var days = new Option<int>("--days")
        {
            Description = $"How many of the worst days that were are shown, 0 to {MostDays}.",
            HelpName = "N",
            DefaultValueFactory = _ => UsualDays,
            CustomParser = result => OptionValues.Whole(result, "--days", 0, MostDays, out var number) ? (int)number : 0,
        };
        var data = new Option<string[]>("--data")
        {
            Description = "Prices of those days, as bars in CSV files, plain or gzip; the daily prices of the repository when left out.",
            HelpName = "FILE",
            AllowMultipleArgumentsPerToken = true,
            Arity = ArgumentArity.OneOrMore,
            DefaultValueFactory = _ => [],
        };
        var report = new Option<string?>("--report") { Description = "Also write it as one HTML page.", HelpName = "OUT.html" };
        var command = new Command(
            "stress",
            "A portfolio under moves of price and volatility, on days that were, and the smallest move that breaks it."
        );
        input.AddTo(command);
        command.Add(price);
        command.Add(volatility);
        command.Add(days);
        command.Add(data);
        command.Add(report);
        CommandHelp.Attach(command, MarginHelp.Stress);
        command.SetAction(parsed =>
            input.Run(
                parsed,
                (model, portfolio) =>
                {
                    var output = parsed.InvocationConfiguration.Output;
                    input.RefuseToOverwrite(parsed, "--report", parsed.GetValue(report));
                    var moves = (
                        Price: Share("--price", parsed.GetValue(price)!, 0.95m),
                        Volatility: Share("--volatility", parsed.GetValue(volatility)!, 100)
                    );
                    var files = parsed.GetValue(data)!;
                    RefuseToOverwrite(files, parsed.GetValue(report));
                    var result = Result(model, portfolio, moves.Price, moves.Volatility, parsed.GetValue(days), files);
                    if (input.IsJson(parsed))
                    {
                        JsonOutput.Write(output, StressJson.Of(result));
                    }
                    else
                    {
                        StressTables.Write(output, result);
                    }

                    using var file = OutputFile.Open("--report", parsed.GetValue(report));
                    if (file is not null)
                    {
                        file.Writer.Write(StressPage.Of(result));
                        file.Finish();
                        parsed.InvocationConfiguration.Error.WriteLine($"plimsoll: the report is in {parsed.GetValue(report)}");
                    }

                    return ExitCode.Success;
                }
            )
        );
        return command;
    }

    private static StressResult Result(Model model, Portfolio portfolio, decimal price, decimal volatility, int days, string[] files)
    {
        var stress = new PortfolioStress(model, portfolio);
        if (stress.Underlyings.Count == 0)
        {
            throw ModelInput.Fault(portfolio.FileName, "nothing_to_move", "the portfolio holds nothing whose price could move.");
        }

        var notes = new List<string>(PortfolioNotes.Of(model, portfolio, Estimate.Of(model, portfolio)));
        var grid = stress.Grid(price, volatility);
        var smallest = stress.SmallestBreak(price, volatility);
        var apart = smallest is { IsNow: true } ? null : stress.SmallestBreakApart(price);
        var isLess = smallest is null || (apart is not null && Largest(apart) < Largest(smallest));
        var past = days > 0 ? Past(stress, files, notes) : null;
        var all = past is null ? [] : stress.Days(past.Names, past.Moves);
        if (all.Count > 0 && stress.HasOptions)
        {
            notes.Add($"volatilities stand still on the {(past!.Names[0].Length == "2020-03-12".Length ? "days" : "bars")} that were");
        }

        if (stress.HasUnknown)
        {
            notes.Add(
                $"after some moves a position is larger than {model.Title} is known to allow or to margin: what is not known is left out"
            );
        }

        return new(
            model,
            portfolio,
            stress,
            grid,
            smallest,
            isLess ? apart : null,
            [.. all.Take(days)],
            past is null || all.Count == 0 ? null : (past.Names.Count, past.Names[0], past.Names[^1]),
            notes
        );
    }

    private static decimal Largest(StressCell cell) => cell.Prices.Max(Math.Abs);

    private static PastDays? Past(PortfolioStress stress, string[] files, List<string> notes)
    {
        var usual = files.Length > 0 ? null : UsualPrices.Find();
        if (files.Length == 0 && usual is null)
        {
            notes.Add($"no days that were: {UsualPrices.File} is not here; give prices with --data");
            return null;
        }

        PriceTable prices;
        try
        {
            prices = PriceTable.Read(usual is null ? files : [usual]);
        }
        catch (MarketDataException exception)
        {
            throw new IOException(exception.Message, exception);
        }

        notes.AddRange(prices.LargeMoves.Take(MostWarnings).Select(move => PortfolioNotes.Warning + move.Warning));
        var past = PastDays.Of(prices, stress.Underlyings);
        var without = past?.Without ?? stress.Underlyings;
        if (without.Count > 0)
        {
            var names = string.Join(", ", without);
            notes.Add(
                past is null
                    ? $"no days that were: there are no prices of {names}; give some with --data"
                    : $"{names}: not among the prices of days that were, so unmoved on them"
            );
        }

        if (past is { LeftOut: > 0 })
        {
            notes.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{past.LeftOut:#,0} days are left out, on which not every coin has a price; a portfolio of fewer coins has more"
                )
            );
        }

        return past is { Names.Count: > 0 } ? past : null;
    }

    private static void RefuseToOverwrite(string[] files, string? report)
    {
        if (report is not null && files.Any(file => Path.GetFullPath(file) == Path.GetFullPath(report)))
        {
            throw new OutputFileException("--report", report, "expected another file than the prices, found one of them");
        }
    }

    private static decimal Share(string option, string text, decimal most) =>
        NumberShape.TryRead(text, out var share) && share > 0 && share <= most && (share <= 1 || text.EndsWith('%'))
            ? share
            : throw new DocumentException(
                option,
                [
                    new(
                        "bad_share",
                        "",
                        default,
                        $"expected a share above 0 and at most {Figures.Percent(most)}, such as 30%; found \"{text}\".",
                        share > 1 && share / 100 <= most
                            ? string.Create(CultureInfo.InvariantCulture, $"Write {text}% if so many percent are meant.")
                            : ""
                    ),
                ]
            );
}
