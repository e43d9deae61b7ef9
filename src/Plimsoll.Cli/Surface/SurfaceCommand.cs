using System.CommandLine;
using Plimsoll.Cli.Replay;
using Plimsoll.Instruments;
using Plimsoll.Simulation.MarketData;
using Plimsoll.Simulation.Options;
using Plimsoll.Simulation.Reports.Surfaces;

namespace Plimsoll.Cli.Surface;

/// <summary>The command line of <c>plimsoll surface</c>.</summary>
internal static class SurfaceCommand
{
    private const string More = """
        Examples:
          plimsoll surface samples/options/deribit-btc-eth-2026-01-31.csv.gz
          plimsoll surface chains.csv.gz --at 2026-01-31T20:00 --underlying BTC --report surface.html

        Without --at the last chains of the file are taken, with it the last ones not after it.

        Exit codes: 0 done, 1 the file or the report is not what it must be, 2 wrong command line.
        """;

    public static Command Create()
    {
        var file = new Argument<string>("FILE")
        {
            Description = "Option chains as CSV, plain or gzip: ts_ms,venue,currency,option_type,strike,expiry_ms,bid,ask and more.",
        };
        var at = new Option<DateTimeOffset?>("--at")
        {
            Description = "The chains of this time, or the last before it.",
            HelpName = "TIME",
            CustomParser = result => OptionValues.Moment(result, "--at"),
        };
        var underlying = new Option<string?>("--underlying") { Description = "Only this coin; all when left out.", HelpName = "COIN" };
        var premium = new Option<Payoff?>("--premium")
        {
            Description = "coin: premiums in the underlying, as inverse options have them. money: in the quote currency. [default: coin]",
            HelpName = "coin|money",
            CustomParser = result =>
            {
                var word = result.Tokens[0].Value;
                if (word is "coin" or "money")
                    return word == "coin" ? Payoff.Inverse : Payoff.Linear;

                result.AddError($"--premium: expected coin or money; found \"{word}\".");
                return Payoff.Inverse;
            },
        };
        var report = new Option<string?>("--report")
        {
            Description = "Write an HTML page: smiles with their quotes, term structure, total variance.",
            HelpName = "OUT.html",
        };
        var json = new Option<bool>("--json") { Description = "Print everything as JSON, the fitted parameters too." };
        var command = new Command(
            "surface",
            "Fit a volatility surface to option chains: forwards, smiles, arbitrage, distance to the venue's marks."
        )
        {
            file,
            at,
            underlying,
            premium,
            report,
            json,
        };
        CommandHelp.Attach(command, More);
        command.SetAction(parsed =>
        {
            var streams = parsed.InvocationConfiguration;
            try
            {
                var path = parsed.GetRequiredValue(file);
                var chains = Chosen(path, parsed.GetValue(at), parsed.GetValue(underlying));
                var quoted = parsed.GetValue(premium) ?? Payoff.Inverse;
                for (var i = 0; i < chains.Length; i++)
                {
                    RefuseOtherPremiums(path, chains[i], quoted);
                    chains[i] = PremiumCheck.WithoutSlips(chains[i], quoted);
                }

                var (output, page) = (parsed.GetValue(report), (OutputFile?)null);
                if (output is not null && Path.GetFullPath(output) == Path.GetFullPath(path))
                    throw new OutputFileException("--report", output, "expected a file to write, found the file of chains");

                using (page = OutputFile.Open("--report", output))
                {
                    var summaries = chains.Select(chain => SurfaceSummary.Of(chain, quoted)).ToArray();
                    if (parsed.GetValue(json))
                    {
                        SurfaceJson.Write(summaries, streams.Output);
                    }
                    else
                    {
                        SurfaceTable.Write(summaries, streams.Output);
                    }

                    if (page is not null)
                    {
                        SurfaceReport.Write(summaries, page.Writer);
                        page.Finish();
                        ReportNote.Write(streams.Error, output!);
                    }
                }

                return ExitCode.Success;
            }
            catch (Exception e) when (e is MarketDataException or OutputFileException or IOException)
            {
                streams.Error.WriteLine($"plimsoll: {PrintableText.Of(e.Message)}");
                return ExitCode.BadData;
            }
        });
        return command;
    }

    /// <summary>A surface fitted to prices in the coin as if they were money, or the other way round, is nonsense that looks like an answer.</summary>
    private static void RefuseOtherPremiums(string path, ChainSnapshot chain, Payoff quoted)
    {
        if (PremiumCheck.Contradiction(chain, quoted) is not { } found)
            return;

        var (unit, other) = quoted == Payoff.Inverse ? ($"in {chain.Underlying}", "money") : ("in money", "coin");
        throw new MarketDataException(
            MarketDataFault.WrongPremium,
            path,
            0,
            $"premiums {unit} (--premium)",
            $"{found} on {chain.Venue}; give --premium {other} if they are in {(other == "money" ? "the quote currency" : chain.Underlying)}"
        );
    }

    private static ChainSnapshot[] Chosen(string path, DateTimeOffset? at, string? underlying)
    {
        var all = ChainFile.Read(path);
        var coins = all.Select(chain => chain.Underlying).Distinct().Order(StringComparer.Ordinal).ToArray();
        if (underlying is not null && !coins.Contains(underlying, StringComparer.OrdinalIgnoreCase))
        {
            throw new MarketDataException(
                MarketDataFault.NoSuchChain,
                path,
                0,
                $"--underlying {underlying}",
                $"chains of {string.Join(", ", coins)}; choose one of them, or leave the option out"
            );
        }

        var until = at?.ToUnixTimeMilliseconds() ?? long.MaxValue;
        var chosen = all.Where(chain => underlying is null || chain.Underlying.Equals(underlying, StringComparison.OrdinalIgnoreCase))
            .Where(chain => chain.AtMs <= until)
            .GroupBy(chain => (chain.Underlying, chain.Venue))
            .Select(chains => chains.MaxBy(chain => chain.AtMs)!)
            .ToArray();
        return chosen.Length > 0
            ? chosen
            : throw new MarketDataException(
                MarketDataFault.NoSuchChain,
                path,
                0,
                $"chains at or before {at:yyyy-MM-dd HH:mm:ss}",
                $"the first at {DateTimeOffset.FromUnixTimeMilliseconds(all[0].AtMs):yyyy-MM-dd HH:mm:ss}; ask for a later time"
            );
    }
}
