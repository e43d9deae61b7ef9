using System.CommandLine;
using Plimsoll.Conformance;
using Plimsoll.Formats.Documents;
using Plimsoll.Simulation.MarketData;

namespace Plimsoll.Cli.Conformance;

/// <summary>The command line of <c>plimsoll conformance</c>.</summary>
internal static class ConformanceCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Files of vectors: an object with a list called vectors, each with id, kind, inputs and expected.",
            Arity = ArgumentArity.OneOrMore,
        };
        var kind = new Option<string?>("--kind") { Description = "Only vectors of this kind.", HelpName = "K" };
        var venue = new Option<string?>("--venue") { Description = "Only vectors of this venue.", HelpName = "V" };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var export = new Option<string?>("--export")
        {
            Description = "Write each vector as an ordinary model file and portfolio file into this folder, for plimsoll margin.",
            HelpName = "DIR",
        };
        var command = new Command("conformance", "Runs the numbers of real venues and peers through the product, and says which agree.")
        {
            files,
            kind,
            venue,
            json,
            export,
        };
        CommandHelp.Attach(command, ConformanceHelp.More);
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            try
            {
                var choice = new VectorChoice(parsed.GetValue(kind), parsed.GetValue(venue));
                var vectors = parsed.GetRequiredValue(files).SelectMany(VectorFile.Load).ToList();
                if (choice.Of(vectors) is not { Count: > 0 } chosen)
                {
                    WriteLine(error, choice.WhatThereIs(vectors));
                    return ExitCode.Usage;
                }

                var report = new ConformanceReport([.. chosen.Select(ConformanceRun.Of)]);
                var exported = parsed.GetValue(export) is { } folder ? Export(folder, report, error) : null;
                output.WriteLine(parsed.GetValue(json) ? ConformanceJson.Of(report, exported) : ConformanceTable.Of(report));
                if (exported is { } written && !parsed.GetValue(json))
                {
                    output.WriteLine(PrintableText.Of(written.ToString()));
                }

                return report.Count(VectorOutcome.Failed) == 0 ? ExitCode.Success : ExitCode.BadData;
            }
            catch (DocumentException exception)
            {
                foreach (var line in exception.Message.Split('\n'))
                {
                    WriteLine(error, line);
                }

                return ExitCode.BadData;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
            {
                WriteLine(error, exception.Message);
                return ExitCode.BadData;
            }
        });
        return command;
    }

    private static ExportSummary Export(string folder, ConformanceReport report, TextWriter error)
    {
        var files = ConformanceExport.Files(folder, report.Results);
        var isTerminal = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;
        var replaced = ConformanceExport.Write(
            files,
            count =>
            {
                if (isTerminal && (count % 20 == 0 || count == files.Count))
                {
                    error.Write(
                        count == files.Count
                            ? "\r                                        \r"
                            : $"\rplimsoll: {count} of {files.Count} vectors written"
                    );
                }
            }
        );
        return new(folder, files.Count, replaced, report.Results.Count - files.Count);
    }

    private static void WriteLine(TextWriter error, string message) => error.WriteLine($"plimsoll: {PrintableText.Of(message)}");
}
