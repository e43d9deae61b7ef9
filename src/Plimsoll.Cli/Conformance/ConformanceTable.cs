using System.Globalization;
using Plimsoll.Conformance;
using Spectre.Console;

namespace Plimsoll.Cli.Conformance;

/// <summary>A conformance report for a terminal.</summary>
internal static class ConformanceTable
{
    public static string Of(ConformanceReport report)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) }
        );
        console.Profile.Width = 140;
        var table = new Table().Border(TableBorder.Simple).AddColumns("venue", "kind");
        foreach (var title in (string[])["passed", "failed", "skipped", "apart", "worst error"])
        {
            table.AddColumn(new TableColumn(title).RightAligned());
        }

        table.AddColumn("why skipped");
        foreach (var group in report.ByVenueAndKind)
        {
            table.AddRow([
                group.Key.Venue,
                group.Key.Kind,
                Count(group, VectorOutcome.Passed),
                Count(group, VectorOutcome.Failed),
                Count(group, VectorOutcome.Skipped),
                Count(group, VectorOutcome.Contradicted),
                group.Any(result => result.WorstError > 0) ? group.Max(result => result.WorstError).ToString("0.#E+0", CultureInfo.InvariantCulture) : "",
                group.FirstOrDefault(result => result.Outcome == VectorOutcome.Skipped)?.Reason ?? "",
            ]);
        }

        console.Write(table);
        foreach (var result in report.Results.Where(result => result.Outcome is VectorOutcome.Failed or VectorOutcome.Contradicted))
        {
            text.WriteLine($"{(result.Outcome == VectorOutcome.Failed ? "FAILED" : "apart ")} {result.Vector.Venue} {result.Vector.Kind} {result.Vector.Id} {result.Reason}");
            foreach (var difference in result.Differences)
            {
                text.WriteLine($"         {difference.Path}: expected {difference.Expected}, got {difference.Actual}");
            }
        }

        text.WriteLine(
            $"{report.Count(VectorOutcome.Passed)} passed, {report.Count(VectorOutcome.Failed)} failed, {report.Count(VectorOutcome.Skipped)} skipped, "
                + $"{report.Count(VectorOutcome.Contradicted)} apart (they contradict their own rule)"
        );
        return text.ToString().TrimEnd();
    }

    private static string Count(IEnumerable<VectorResult> results, VectorOutcome outcome) =>
        results.Count(result => result.Outcome == outcome) is > 0 and var count ? count.ToString(CultureInfo.InvariantCulture) : "";
}
