using System.CommandLine;
using Plimsoll.Cli.Replay;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Machine;
using Plimsoll.Host.Recovery;
using Plimsoll.Journal;
using Plimsoll.Simulation.MarketData;

namespace Plimsoll.Cli.Journal;

/// <summary>The command line of <c>plimsoll journal</c>: looks at a journal and changes nothing, though a server may be writing it; but for <c>skip</c> and <c>restore</c>.</summary>
internal static class JournalCommand
{
    private const string Codes =
        "Exit codes: 0 done, or nothing to do, or told what there is to do; 1 the journal is damaged or not there; 2 wrong command line, or refused what it asks; 3 the replay is not sound.";

    public static Command Create() =>
        new(
            "journal",
            "Check, look into, replay or export the journal of a venue; it may be in use meanwhile. Leave out a record that stops every start, or go on without what is damaged."
        )
        {
            CreateVerify(),
            CreateInspect(),
            CreateReplay(),
            CreateExport(),
            CreateSkip(),
            CreateRestore(),
        };

    private static Command CreateVerify()
    {
        var (folder, json) = (Folder(), Json());
        var command = new Command("verify", "Check every record, the hash chain, each entry and all snapshots.") { folder, json };
        return Finished(
            command,
            "plimsoll journal verify data/journal",
            (parsed, streams) =>
                JournalVerification.Run(JournalFolder.Open(parsed.GetRequiredValue(folder)), parsed.GetValue(json), streams)
        );
    }

    private static Command CreateInspect()
    {
        var (folder, json, raw) = (Folder(), Json(), Raw());
        var from = Number("--from", "N", "The first record. [default: the first that is there]");
        var count = Number("--count", "M", "How many records at most. [default: 20]");
        var kind = new Option<string?>("--kind")
        {
            Description = "Only this kind of record or command, such as witness or place_order.",
            HelpName = "KIND",
        };
        var command = new Command("inspect", "Show records: time, actor, kind, command with its fields.")
        {
            folder,
            from,
            count,
            kind,
            raw,
            json,
        };
        return Finished(
            command,
            "plimsoll journal inspect data/journal --from 1200 --count 5\n  plimsoll journal inspect data/journal --kind record_trades --json",
            (parsed, streams) =>
                JournalListing.Inspect(
                    JournalFolder.Open(parsed.GetRequiredValue(folder)),
                    parsed.GetValue(from),
                    parsed.GetValue(count) ?? 20,
                    parsed.GetValue(kind),
                    parsed.GetValue(json),
                    parsed.GetValue(raw),
                    streams
                )
        );
    }

    private static Command CreateReplay()
    {
        var (folder, json) = (Folder(), Json());
        var to = Number("--to", "N", "The last record. [default: the last that is there]");
        var fromSnapshot = new Option<bool>("--from-snapshot")
        {
            Description = "Begin with the newest whole snapshot, not with the first record.",
        };
        var command = new Command("replay", "Build the venue anew from its journal alone; print its hashes and whether money is conserved.")
        {
            folder,
            to,
            fromSnapshot,
            json,
        };
        return Finished(
            command,
            "plimsoll journal replay data/journal\n  plimsoll journal replay data/journal --to 5000 --json",
            (parsed, streams) =>
                JournalReplayProgram.Run(
                    JournalFolder.Open(parsed.GetRequiredValue(folder)),
                    parsed.GetValue(to),
                    parsed.GetValue(fromSnapshot),
                    parsed.GetValue(json),
                    streams
                )
        );
    }

    private static Command CreateExport()
    {
        var (folder, raw) = (Folder(), Raw());
        var format = new Option<string?>("--format") { Description = "jsonl or csv. [default: jsonl]", HelpName = "jsonl|csv" };
        var from = Number("--from", "N", "The first record. [default: the first that is there]");
        var to = Number("--to", "N", "The last record. [default: the last that is there]");
        var file = new Option<string?>("--output", "-o") { Description = "The file. [default: standard output]", HelpName = "FILE" };
        var command = new Command("export", "Write records as JSON Lines or CSV.") { folder, format, from, to, raw, file };
        format.CompletionSources.Add("jsonl", "csv");
        format.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } word and not ("jsonl" or "csv"))
                result.AddError($"--format: expected jsonl or csv; found \"{word}\".");
        });
        return Finished(
            command,
            "plimsoll journal export data/journal --format csv -o journal.csv",
            (parsed, streams) =>
                JournalListing.Export(
                    JournalFolder.Open(parsed.GetRequiredValue(folder)),
                    parsed.GetValue(format) == "csv",
                    parsed.GetValue(from),
                    parsed.GetValue(to),
                    parsed.GetValue(file),
                    parsed.GetValue(raw),
                    streams
                )
        );
    }

    private static Command CreateSkip()
    {
        var (folder, sequence) = (Folder(), Number("--sequence", "N", "The record that stops every start; a start and replay name it."));
        var reason = new Option<string>("--reason")
        {
            Description = "Why, for the audit log; at most 64 bytes.",
            HelpName = "TEXT",
            Required = true,
        };
        sequence.Required = true;
        var command = new Command(
            "skip",
            "Leave out one record that makes the engine find a bug in itself. The server must be stopped; the record stays in the journal."
        )
        {
            folder,
            sequence,
            reason,
        };
        return Finished(
            command,
            "plimsoll journal skip data/journal --sequence 1207 --reason \"engine bug 41, ticket 7\"",
            (parsed, streams) =>
                JournalSkipProgram.Run(
                    JournalFolder.Open(parsed.GetRequiredValue(folder)),
                    parsed.GetValue(sequence)!.Value,
                    parsed.GetRequiredValue(reason),
                    JournalSkipProgram.Companion,
                    streams
                )
        );
    }

    private static Command CreateRestore()
    {
        var (folder, from) = (
            Folder(),
            Number("--give-up-from", "N", "The first record that is given up; without it nothing is done but told.")
        );
        var command = new Command(
            "restore",
            "Go on without a copy of what is damaged or lost: says what can be kept, and puts aside the rest when told to. The server must be stopped."
        )
        {
            folder,
            from,
        };
        return Finished(
            command,
            "plimsoll journal restore data/journal\n  plimsoll journal restore data/journal --give-up-from 1208",
            (parsed, streams) =>
                JournalRestoreProgram.Run(JournalFolder.Open(parsed.GetRequiredValue(folder)), parsed.GetValue(from), streams)
        );
    }

    private static Argument<string> Folder() => new("DIR") { Description = "The folder of the journal, or the data folder that it is in." };

    private static Option<bool> Json() => new("--json") { Description = "Print JSON." };

    private static Option<bool> Raw() =>
        new("--raw")
        {
            Description = "The engine's own numbers and units, as they stand in the journal; needs no venue to be built for the names.",
        };

    private static Option<long?> Number(string name, string help, string description) =>
        new(name)
        {
            Description = description,
            HelpName = help,
            CustomParser = result =>
            {
                var word = result.Tokens[0].Value;
                if (
                    long.TryParse(
                        word,
                        System.Globalization.NumberStyles.None,
                        System.Globalization.CultureInfo.InvariantCulture,
                        out var number
                    )
                    && number > 0
                )
                    return number;

                result.AddError($"{name}: expected a whole number above zero; found \"{word}\".");
                return null;
            },
        };

    private static Command Finished(Command command, string examples, Func<ParseResult, JournalStreams, int> run)
    {
        CommandHelp.Attach(command, $"Examples:\n  {examples}\n\n{Codes}");
        command.SetAction(
            (parsed, cancellation) =>
            {
                var streams = new JournalStreams(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancellation);
                return Task.Run(() => Guarded(() => run(parsed, streams), streams), CancellationToken.None);
            }
        );
        return command;
    }

    private static int Guarded(Func<int> run, JournalStreams streams)
    {
        try
        {
            return run();
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception unsound) when (unsound is WitnessException or RecordStopsException)
        {
            streams.Tell(unsound.Message);
            return ExitCode.Unsound;
        }
        catch (SkipRefusedException refused)
        {
            streams.Tell($"nothing was left out: {refused.Message}");
            return refused.NothingStops ? ExitCode.Success : ExitCode.Usage;
        }
        catch (JournalOptionException wrong)
        {
            streams.Tell(wrong.Message);
            return ExitCode.Usage;
        }
        catch (Exception e)
            when (e
                    is JournalCorruptedException
                        or JournalUnavailableException
                        or JournalInUseException
                        or EntryFormatException
                        or OutputFileException
                        or IOException
                        or UnauthorizedAccessException
            )
        {
            streams.Tell(PrintableText.Of(e.Message));
            return ExitCode.BadData;
        }
    }
}
