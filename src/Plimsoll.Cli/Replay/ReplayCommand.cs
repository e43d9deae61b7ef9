using System.CommandLine;
using System.CommandLine.Parsing;
using Plimsoll.Simulation.Markets;
using Plimsoll.Simulation.Replay;

namespace Plimsoll.Cli.Replay;

/// <summary>The command line of <c>plimsoll replay</c>.</summary>
internal static class ReplayCommand
{
    private const int AccountsMost = 1_000_000;

    public static Command Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description =
                "Minute bars as CSV, plain or gzip: ts_ms,venue,symbol,open,high,low,close,volume. Several files are merged by time.",
            Arity = ArgumentArity.OneOrMore,
        };
        files.Validators.Add(RefuseOptions);
        var accounts = new Option<int>("--accounts")
        {
            Description = $"How many traders, 1 to {AccountsMost:N0}.",
            HelpName = "N",
            DefaultValueFactory = _ => 20_000,
            CustomParser = result => OptionValues.Whole(result, "--accounts", 1, AccountsMost, out var number) ? (int)number : 0,
        };
        var seed = new Option<long>("--seed")
        {
            Description = "The seed of all randomness: the same seed gives the same run.",
            HelpName = "S",
            DefaultValueFactory = _ => 1,
            CustomParser = result => OptionValues.Whole(result, "--seed", long.MinValue, long.MaxValue, out var number) ? number : 0,
        };
        var mark = new Option<MarkRule>("--mark")
        {
            Description = "median: Plimsoll's rule over all venues. VENUE, or one market of it: believe that one blindly.",
            HelpName = "median|VENUE[:SYMBOL]",
            DefaultValueFactory = _ => MarkRule.Median,
            CustomParser = result => MarkRule.Parse(result.Tokens[0].Value),
        };
        var preset = new Option<ReplayPreset>("--preset")
        {
            Description = string.Join(" ", ReplayPreset.All.Select(one => $"{one.Name}: {one.Description}.")),
            HelpName = "NAME",
            DefaultValueFactory = _ => ReplayPreset.Standard,
            CustomParser = OptionValues.Preset,
        };
        var model = new Option<string?>("--model")
        {
            Description =
                "Whose margin the venue asks for: a model's name or file; binance-usdm when left out. A coin that it does not list takes that of LTC.",
            HelpName = "M",
        };
        var speed = new Option<double?>("--speed")
        {
            Description = "X times real time; as fast as possible when left out.",
            HelpName = "X",
            CustomParser = OptionValues.Speed,
        };
        var report = new Option<string?>("--report")
        {
            Description = "Write an HTML report, with the same traders under single-venue marks beside it.",
            HelpName = "OUT.html",
        };
        report.Validators.Add(option => RefuseEmpty(option, "--report"));
        var statement = new Option<IReadOnlyList<int>>("--statement")
        {
            Description = "Print the statements of these accounts too: every line that moved their money. The report names accounts.",
            HelpName = "ACCOUNT[,ACCOUNT]",
            Arity = ArgumentArity.OneOrMore,
            DefaultValueFactory = _ => [],
            CustomParser = result => OptionValues.Accounts(result, "--statement"),
        };
        var statementCsv = new Option<string?>("--statement-csv")
        {
            Description = "Write the statements to this file as CSV instead.",
            HelpName = "OUT.csv",
        };
        statementCsv.Validators.Add(option => RefuseEmpty(option, "--statement-csv"));
        var statementFrom = Moment(
            "--statement-from",
            "Leave out of the statements what was before this time, UTC; its sum is the opening balance."
        );
        var statementTo = Moment("--statement-to", "Leave out of the statements this time, UTC, and what was after it.");
        var fullScan = new Option<bool>("--full-scan")
        {
            Description =
                "Look at every account at every tick instead of at those whose certificate a price has left. Slower; the figures and hashes are the same.",
        };
        var noCompare = new Option<bool>("--no-compare") { Description = "Leave the single-venue runs out of the report." };
        var json = new Option<bool>("--json") { Description = "Print the figures as one JSON object." };
        var command = new Command("replay", "Carries a venue through recorded prices, tick by tick.")
        {
            files,
            accounts,
            seed,
            mark,
            preset,
            model,
            speed,
            report,
            fullScan,
            noCompare,
            statement,
            statementCsv,
            statementFrom,
            statementTo,
            json,
        };
        CommandHelp.Attach(command, ReplayHelp.More);
        command.Validators.Add(result =>
        {
            var isAsked = result.GetResult(statement) is { Implicit: false };
            foreach (var option in new Option[] { statementCsv, statementFrom, statementTo })
            {
                if (!isAsked && result.GetResult(option) is { Implicit: false })
                {
                    result.AddError($"{option.Name}: expected accounts in --statement; found none.");
                }
            }

            foreach (var flag in new Option[] { noCompare, fullScan, json })
            {
                if (result.GetResult(flag) is { IdentifierTokenCount: > 1 } repeated)
                {
                    result.AddError($"{flag.Name}: expected once; found {repeated.IdentifierTokenCount} times.");
                }
            }
        });
        command.SetAction(
            (parsed, cancellation) =>
            {
                var arguments = new ReplayArguments(
                    parsed.GetRequiredValue(files),
                    parsed.GetValue(accounts),
                    parsed.GetValue(seed),
                    parsed.GetValue(mark)!,
                    parsed.GetValue(preset)!,
                    parsed.GetValue(model),
                    parsed.GetValue(speed),
                    parsed.GetValue(report),
                    parsed.GetValue(json),
                    parsed.GetValue(noCompare),
                    parsed.GetValue(statement)!,
                    parsed.GetValue(statementCsv),
                    parsed.GetValue(statementFrom),
                    parsed.GetValue(statementTo),
                    parsed.GetValue(fullScan)
                );
                var streams = parsed.InvocationConfiguration;
                return new ReplayProgram(arguments, streams.Output, streams.Error).RunAsync(cancellation);
            }
        );
        return command;
    }

    private static Option<DateTimeOffset?> Moment(string name, string description) =>
        new(name)
        {
            Description = description,
            HelpName = "TIME",
            CustomParser = result => OptionValues.Moment(result, name),
        };

    private static void RefuseEmpty(OptionResult option, string name)
    {
        if (option.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
        {
            option.AddError($"{name}: expected a file; found nothing.");
        }
    }

    /// <summary>A mistyped option would otherwise be taken for a file.</summary>
    private static void RefuseOptions(ArgumentResult files)
    {
        foreach (var token in files.Tokens)
        {
            if (token.Value.StartsWith('-') && !File.Exists(token.Value))
            {
                files.AddError($"{token.Value}: expected an option of replay, or a file; found neither of that name.");
            }
        }
    }
}
