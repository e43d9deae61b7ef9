using System.CommandLine;
using System.Globalization;
using Plimsoll.Cli.Replay;
using Plimsoll.Formats.PortfolioRules;
using Plimsoll.Simulation.Backtests;
using Plimsoll.Simulation.MarketData;

namespace Plimsoll.Cli.Backtests;

/// <summary>The command line of <c>plimsoll moves</c>: a table of joint moves from prices, for models of value at risk.</summary>
internal static class MovesCommand
{
    private const double Decay = 0.94;

    private const string More = """
        Each row has, for every coin, the change of the logarithm of its price, and of its implied volatility. The latter is a stand-in: prices say
        nothing of it, so that it is the change of the EWMA forecast of the price's own volatility.

        Examples:
          plimsoll moves --coins BTC,ETH --out models/plimsoll-var.csv
          plimsoll moves --coins BTC,LTC,LINK --data my-daily-bars.csv.gz

        Exit codes: 0 done, 1 a file is not what it must be, or cannot be written, 2 wrong command line.
        """;

    public static Command Create()
    {
        var coins = new Option<string>("--coins")
        {
            Description = "The coins, such as BTC,ETH.",
            HelpName = "LIST",
            Required = true,
        };
        coins.Validators.Add(option =>
        {
            if (option.Tokens.All(token => Names(token.Value).Length == 0))
            {
                option.AddError("--coins: expected coins such as BTC,ETH; found none.");
            }
        });
        var data = new Option<string[]>("--data")
        {
            Description = "Bars of one length as CSV, plain or gzip; the daily prices that come with Plimsoll when left out.",
            HelpName = "FILE",
            AllowMultipleArgumentsPerToken = true,
            Arity = ArgumentArity.OneOrMore,
            DefaultValueFactory = _ => [],
        };
        var decay = new Option<double>("--decay")
        {
            Description = "Share of yesterday's variance that stays in the forecast, 0 to below 1; 0.94 is usual for days.",
            HelpName = "L",
            DefaultValueFactory = _ => Decay,
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (
                    double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                    && number is >= 0 and < 1
                )
                {
                    return number;
                }

                result.AddError($"--decay: expected a number from 0 to below 1, such as 0.94; found \"{text}\".");
                return Decay;
            },
        };
        var path = new Option<string?>("--out") { Description = "Write the table to a file rather than print it.", HelpName = "OUT.csv" };
        var command = new Command("moves", "A table of joint moves from prices, for models of value at risk.") { coins, data, decay, path };
        CommandHelp.Attach(command, More);
        command.SetAction(parsed =>
        {
            var streams = parsed.InvocationConfiguration;
            try
            {
                var files = parsed.GetValue(data)!;
                var text = Text(Names(parsed.GetRequiredValue(coins)), files, parsed.GetValue(decay));
                if (parsed.GetValue(path) is not { } target)
                {
                    streams.Output.Write(text);
                    return ExitCode.Success;
                }

                if (files.Any(file => Path.GetFullPath(file) == Path.GetFullPath(target)))
                {
                    throw new OutputFileException("--out", target, "expected another file than the prices, found one of them");
                }

                using var file = OutputFile.Open("--out", target);
                file!.Writer.Write(text);
                file.Finish();
                return ExitCode.Success;
            }
            catch (Exception e) when (e is MarketDataException or OutputFileException or IOException or UnauthorizedAccessException)
            {
                streams.Error.WriteLine($"plimsoll: {PrintableText.Of(e.Message)}");
                return ExitCode.BadData;
            }
        });
        return command;
    }

    private static string[] Names(string coins) =>
        [.. coins.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];

    private static string Text(string[] coins, string[] files, double decay)
    {
        var prices = PriceTable.Read(files.Length > 0 ? files : [DailyPrices.Find()]);
        var rows = MoveHistory.Of(prices, coins, decay);
        var names = string.Join(", ", prices.Files.Select(Path.GetFileName));
        return MoveFile.Write(
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"plimsoll moves --coins {string.Join(',', coins)} --decay {decay}, of {names}"
                ),
                "log moves from close to close; volatility: log moves of the EWMA forecast, which stands in for implied volatility",
            ],
            coins,
            rows
        );
    }
}
