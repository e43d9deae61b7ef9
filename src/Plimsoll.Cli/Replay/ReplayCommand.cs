using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Plimsoll.Simulation.Markets;
using Plimsoll.Simulation.Replay;

namespace Plimsoll.Cli.Replay;

/// <summary>The command line of <c>plimsoll replay</c>.</summary>
internal static class ReplayCommand
{
    private const int AccountsMost = 1_000_000;
    private const double SpeedMost = 1_000_000;

    public static Command Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Minute bars as CSV, plain or gzip: ts_ms,venue,symbol,open,high,low,close,volume.",
            Arity = ArgumentArity.OneOrMore,
        };
        files.Validators.Add(RefuseOptions);
        var accounts = new Option<int>("--accounts")
        {
            Description = $"How many traders, 1 to {AccountsMost:N0}.",
            HelpName = "N",
            DefaultValueFactory = _ => 20_000,
            CustomParser = result => Whole(result, "--accounts", 1, AccountsMost, out var number) ? (int)number : 0,
        };
        var seed = new Option<long>("--seed")
        {
            Description = "The seed of all randomness: the same seed gives the same run.",
            HelpName = "S",
            DefaultValueFactory = _ => 1,
            CustomParser = result => Whole(result, "--seed", long.MinValue, long.MaxValue, out var number) ? number : 0,
        };
        var mark = new Option<MarkRule>("--mark")
        {
            Description = "median: Plimsoll's rule over all venues. VENUE or VENUE:SYMBOL: believe that one blindly.",
            HelpName = "median|VENUE",
            DefaultValueFactory = _ => MarkRule.Median,
            CustomParser = result => MarkRule.Parse(result.Tokens[0].Value),
        };
        var preset = new Option<ReplayPreset>("--preset")
        {
            Description = string.Join(" ", ReplayPreset.All.Select(one => $"{one.Name}: {one.Description}.")),
            HelpName = "NAME",
            DefaultValueFactory = _ => ReplayPreset.Standard,
            CustomParser = Preset,
        };
        var speed = new Option<double?>("--speed")
        {
            Description = "X times real time; as fast as possible when left out.",
            HelpName = "X",
            CustomParser = Speed,
        };
        var report = new Option<string?>("--report")
        {
            Description = "Write an HTML report, with the same traders under single-venue marks beside it.",
            HelpName = "OUT.html",
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
            speed,
            report,
            noCompare,
            json,
        };
        command.SetAction(
            (parsed, cancellation) =>
            {
                var arguments = new ReplayArguments(
                    parsed.GetRequiredValue(files),
                    parsed.GetValue(accounts),
                    parsed.GetValue(seed),
                    parsed.GetValue(mark)!,
                    parsed.GetValue(preset)!,
                    parsed.GetValue(speed),
                    parsed.GetValue(report),
                    parsed.GetValue(json),
                    parsed.GetValue(noCompare)
                );
                var streams = parsed.InvocationConfiguration;
                return new ReplayProgram(arguments, streams.Output, streams.Error).RunAsync(cancellation);
            }
        );
        return command;
    }

    /// <summary>A mistyped option would otherwise be taken for a file.</summary>
    private static void RefuseOptions(ArgumentResult files)
    {
        foreach (var token in files.Tokens)
        {
            if (token.Value.StartsWith('-') && !File.Exists(token.Value))
            {
                files.AddError($"there is no option {token.Value}.");
            }
        }
    }

    private static bool Whole(ArgumentResult result, string option, long least, long most, out long number)
    {
        var text = result.Tokens[0].Value;
        var isWhole = long.TryParse(
            text.Replace("_", "", StringComparison.Ordinal),
            NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out number
        );
        if (isWhole && number >= least && number <= most)
        {
            return true;
        }

        var range = least == long.MinValue ? "a whole number of 64 bits" : $"a whole number from {least} to {most}";
        result.AddError($"{option}: expected {range}; found \"{text}\".");
        return false;
    }

    private static ReplayPreset? Preset(ArgumentResult result)
    {
        var name = result.Tokens[0].Value;
        var preset = ReplayPreset.Find(name);
        if (preset is null)
        {
            result.AddError($"--preset: there is no \"{name}\". There are: {string.Join(", ", ReplayPreset.All.Select(one => one.Name))}.");
        }

        return preset;
    }

    private static double? Speed(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (
            double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var speed)
            && speed is > 0 and <= SpeedMost
        )
        {
            return speed;
        }

        result.AddError($"--speed: expected a number above 0 and at most {SpeedMost:0}; found \"{text}\".");
        return null;
    }
}
