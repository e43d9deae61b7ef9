using System.CommandLine;
using Plimsoll.Feeds.Catalog;

namespace Plimsoll.Cli.Feeds;

/// <summary>The command line of <c>plimsoll feeds</c>.</summary>
internal static class FeedsCommand
{
    private const int SecondsMax = 86_400;
    private const int CheckSeconds = 10;

    public static Command Create()
    {
        var command = new Command("feeds", "Listens to venues and oracles: which work, what they say, recordings.")
        {
            Check(),
            Record(),
            Play(),
        };
        CommandHelp.Attach(command, FeedsHelp.Feeds);
        return command;
    }

    private static Command Check()
    {
        var (venues, symbols, endpoints) = (Venues(), Symbols(), Endpoints());
        var seconds = Seconds("How long to listen to all of them at once.", CheckSeconds);
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command("check", "Says which venues and oracles can be listened to from here, and what to do about the others.")
        {
            venues,
            symbols,
            endpoints,
            seconds,
            json,
        };
        CommandHelp.Attach(command, FeedsHelp.Check);
        command.SetAction(
            (parsed, cancellation) =>
            {
                var choice = new FeedChoice(parsed.GetValue(venues)!, parsed.GetValue(symbols)!, parsed.GetValue(endpoints)!);
                var streams = parsed.InvocationConfiguration;
                return new FeedsProgram(streams.Output, streams.Error).CheckAsync(
                    choice,
                    TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                    parsed.GetValue(json),
                    cancellation
                );
            }
        );
        return command;
    }

    private static Command Record()
    {
        var (venues, symbols, endpoints) = (Venues(), Symbols(), Endpoints());
        var file = new Argument<string>("OUT") { Description = "The recording, such as feeds.jsonl.gz." };
        var seconds = Seconds("How long to record; a day when left out, or until Ctrl-C.", SecondsMax);
        var bars = Bars("Write minute bars too, as CSV for plimsoll replay.");
        var command = new Command("record", "Keeps what venues and oracles send, word for word.")
        {
            file,
            venues,
            symbols,
            endpoints,
            seconds,
            bars,
        };
        CommandHelp.Attach(command, FeedsHelp.Record);
        command.SetAction(
            (parsed, cancellation) =>
            {
                var choice = new FeedChoice(parsed.GetValue(venues)!, parsed.GetValue(symbols)!, parsed.GetValue(endpoints)!);
                var streams = parsed.InvocationConfiguration;
                return new FeedsProgram(streams.Output, streams.Error).RecordAsync(
                    choice,
                    TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                    parsed.GetValue(file)!,
                    parsed.GetValue(bars),
                    cancellation
                );
            }
        );
        return command;
    }

    private static Command Play()
    {
        var file = new Argument<string>("RECORDING") { Description = "A recording of plimsoll feeds record." };
        var bars = Bars("Write minute bars, as CSV for plimsoll replay.");
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command("play", "Plays a recording through what live messages go through, and says what came of it.")
        {
            file,
            bars,
            json,
        };
        CommandHelp.Attach(command, FeedsHelp.Play);
        command.SetAction(parsed =>
        {
            var streams = parsed.InvocationConfiguration;
            return new FeedsProgram(streams.Output, streams.Error).Play(
                parsed.GetValue(file)!,
                parsed.GetValue(bars),
                parsed.GetValue(json)
            );
        });
        return command;
    }

    private static Option<string[]> Venues() =>
        new("--venue")
        {
            Description = $"Only these: {string.Join(", ", VenueCatalog.All.Select(venue => venue.Name))}.",
            HelpName = "V",
            Arity = ArgumentArity.OneOrMore,
            DefaultValueFactory = _ => [],
        };

    private static Option<string[]> Symbols() =>
        new("--symbol")
        {
            Description =
                "What to listen to at a venue, by the venue's own name: kraken=ETH/USD, deribit=index:eth_usd. Bitcoin when left out.",
            HelpName = "V=NAME",
            Arity = ArgumentArity.OneOrMore,
            DefaultValueFactory = _ => [],
        };

    private static Option<string[]> Endpoints() =>
        new("--endpoint")
        {
            Description = "Another address of a venue: kraken=wss://…; several for chainlink.",
            HelpName = "V=URL",
            Arity = ArgumentArity.OneOrMore,
            DefaultValueFactory = _ => [],
        };

    private static Option<string?> Bars(string description) => new("--bars") { Description = description, HelpName = "OUT.csv" };

    private static Option<int> Seconds(string description, int usual)
    {
        var seconds = new Option<int>("--seconds")
        {
            Description = description,
            HelpName = "N",
            DefaultValueFactory = _ => usual,
        };
        seconds.Validators.Add(option =>
        {
            if (int.TryParse(option.Tokens.Count == 1 ? option.Tokens[0].Value : "", out var value) && value is < 1 or > SecondsMax)
            {
                option.AddError($"--seconds: expected 1 to {SecondsMax}; found {value}.");
            }
        });
        return seconds;
    }
}
