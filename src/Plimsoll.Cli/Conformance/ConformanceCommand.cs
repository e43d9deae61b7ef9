using System.CommandLine;
using Plimsoll.Conformance;
using Plimsoll.Formats.Documents;

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
        var command = new Command("conformance", "Runs the numbers of real venues and peers through the product, and says which agree.")
        {
            files,
            kind,
            venue,
            json,
        };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            try
            {
                var vectors = parsed
                    .GetRequiredValue(files)
                    .SelectMany(file => VectorFile.Read(file, File.ReadAllText(file)))
                    .Where(vector => parsed.GetValue(kind) is not { } wanted || string.Equals(vector.Kind, wanted, StringComparison.Ordinal))
                    .Where(vector => parsed.GetValue(venue) is not { } wanted || string.Equals(vector.Venue, wanted, StringComparison.Ordinal));
                var report = new ConformanceReport([.. vectors.Select(ConformanceRun.Of)]);
                output.WriteLine(parsed.GetValue(json) ? ConformanceJson.Of(report) : ConformanceTable.Of(report));
                return report.Count(VectorOutcome.Failed) == 0 ? ExitCode.Success : ExitCode.BadData;
            }
            catch (Exception exception) when (exception is DocumentException or IOException or UnauthorizedAccessException)
            {
                error.WriteLine($"plimsoll: {exception.Message}");
                return ExitCode.BadData;
            }
        });
        return command;
    }
}
