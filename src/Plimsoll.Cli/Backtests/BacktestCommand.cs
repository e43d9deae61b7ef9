using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Plimsoll.Cli.Margin;
using Plimsoll.Cli.Replay;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Shapes;
using Plimsoll.Simulation.Backtests;

namespace Plimsoll.Cli.Backtests;

/// <summary>The command line of <c>plimsoll backtest</c>.</summary>
internal static class BacktestCommand
{
    private const string All = "all";

    private static readonly (string Name, BookKind[] Kinds)[] Books =
    [
        (All, [BookKind.LongSpot, BookKind.Hedged, BookKind.ShortVolatility]),
        ("spot", [BookKind.LongSpot]),
        ("short", [BookKind.ShortSpot]),
        ("hedged", [BookKind.Hedged]),
        ("short-vol", [BookKind.ShortVolatility]),
    ];

    public static Command Create()
    {
        var data = new Option<string[]>("--data")
        {
            Description = "Bars of one length, daily or hourly, as CSV, plain or gzip: ts_ms,venue,symbol,open,high,low,close,volume.",
            HelpName = "FILE",
            AllowMultipleArgumentsPerToken = true,
            Arity = ArgumentArity.OneOrMore,
            DefaultValueFactory = _ => [],
        };
        var models = new Option<string[]>("--model")
        {
            Description = "Models to test: those below, or margin models by name or file.",
            HelpName = "MODEL",
            AllowMultipleArgumentsPerToken = true,
            Arity = ArgumentArity.OneOrMore,
            DefaultValueFactory = _ => [All],
        };
        var folder = new ModelFolder();
        var books = new Option<IReadOnlyList<BookKind>>("--book")
        {
            Description = $"Which books: all is spot, hedged and short-vol. [default: {All}]",
            HelpName = string.Join('|', Books.Select(book => book.Name)),
            CustomParser = BooksOf,
        };
        var level = new Option<double>("--level")
        {
            Description = "The level that margin promises, 0.9 to 0.999.",
            HelpName = "P",
            DefaultValueFactory = _ => 0.99,
            CustomParser = LevelOf,
        };
        var window = new Option<int?>("--window")
        {
            Description =
                $"How many past moves a margin looks at, {BacktestSettings.WindowLeast} to 100000; 500 for daily bars, 2000 for shorter ones.",
            HelpName = "N",
            CustomParser = result =>
                OptionValues.Whole(result, "--window", BacktestSettings.WindowLeast, 100_000, out var number) ? (int)number : null,
        };
        var report = new Option<string?>("--report") { Description = "Write an HTML report with charts.", HelpName = "OUT.html" };
        report.Validators.Add(option =>
        {
            if (option.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
            {
                option.AddError("--report: expected a file; found nothing.");
            }
        });
        var json = new Option<bool>("--json") { Description = "Print the figures as one JSON object." };
        var command = new Command("backtest", "Holds margin models against what prices did: coverage, clusters, swings.")
        {
            data,
            models,
            folder.Option,
            books,
            level,
            window,
            report,
            json,
        };
        CommandHelp.Attach(command, BacktestHelp.More);
        command.SetAction(
            (parsed, cancellation) =>
            {
                var streams = parsed.InvocationConfiguration;
                IReadOnlyList<BacktestModelKind> asked;
                try
                {
                    asked = ModelsOf(parsed.GetValue(models)!, () => folder.Catalog(parsed));
                }
                catch (DocumentException exception)
                {
                    return Task.FromResult(PortfolioInput.Failed(streams.Error, exception));
                }

                var arguments = new BacktestArguments(
                    parsed.GetValue(data)!,
                    asked,
                    parsed.GetValue(books) ?? Books[0].Kinds,
                    parsed.GetValue(level),
                    parsed.GetValue(window),
                    parsed.GetValue(report),
                    parsed.GetValue(json)
                );
                return new BacktestProgram(arguments, streams.Output, streams.Error).RunAsync(cancellation);
            }
        );
        return command;
    }

    /// <exception cref="DocumentException">A name is none, or a file no model with margin.</exception>
    private static BacktestModelKind[] ModelsOf(string[] given, Func<ModelCatalog> catalog)
    {
        var models = new List<BacktestModelKind>();
        foreach (var name in given.SelectMany(each => each.Split(',')))
        {
            if (name == All)
            {
                models.AddRange(BacktestModelKind.All);
            }
            else if (BacktestModelKind.Find(name) is { } model)
            {
                models.Add(model);
            }
            else
            {
                models.Add(Listed(name, catalog));
            }
        }

        return [.. models.DistinctBy(model => model.Name)];
    }

    private static BacktestModelKind Listed(string name, Func<ModelCatalog> catalog)
    {
        if (!ModelCatalog.IsModelFile(name) && !catalog().Names.Contains(name, StringComparer.Ordinal))
        {
            string[] own = [All, .. BacktestModelKind.All.Select(one => one.Name)];
            throw ModelInput.Fault(
                "--model",
                "unknown_model",
                $"expected {string.Join(", ", own)}, or a margin model ({string.Join(", ", catalog().Names)}) or its file; found \"{name}\".",
                Nearest.Advice(name, [.. own, .. catalog().Names])
            );
        }

        var model = ModelInput.Read(name, "--model", at: null, "--model", catalog);
        return model.Margin is null
            ? throw ModelInput.Fault(
                name,
                "no_margin",
                $"{model.Title} has no margin tables, so that nothing can be tested{(model.Unknown.Count > 0 ? $"; not known: {model.Unknown[0]}" : "")}.",
                "Choose another model."
            )
            : BacktestModelKind.Of(model, name);
    }

    private static IReadOnlyList<BookKind> BooksOf(ArgumentResult result)
    {
        var name = result.Tokens[0].Value;
        var (_, kinds) = Books.FirstOrDefault(book => book.Name == name);
        if (kinds is null)
        {
            result.AddError($"--book: expected one of {string.Join(", ", Books.Select(book => book.Name))}; found \"{name}\".");
        }

        return kinds ?? [];
    }

    private static double LevelOf(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var isLevel =
            double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var level)
            && level is >= 0.9 and <= 0.999;
        if (!isLevel)
        {
            result.AddError($"--level: expected a number from 0.9 to 0.999, such as 0.99; found \"{text}\".");
        }

        return level;
    }
}
