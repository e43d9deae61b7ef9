using System.Globalization;
using Plimsoll.Cli.Margin;
using Plimsoll.Conformance;
using Plimsoll.Simulation.MarketData;
using Spectre.Console;

namespace Plimsoll.Cli.Conformance;

/// <summary>A conformance report for a terminal of 120 columns.</summary>
internal static class ConformanceTable
{
    private const int Width = 118;
    private const int LongestName = 44;

    public static string Of(ConformanceReport report)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Out = new AnsiConsoleOutput(text),
            }
        );
        console.Profile.Width = Width;
        console.Write(Counts(report));
        WriteDifferences(report, VectorOutcome.Contradicted, "apart", text);
        WriteDifferences(report, VectorOutcome.Failed, "FAILED", text);
        WriteRemarks(report, text);
        const string NotCompared =
            "not compared: the vectors expect these too, and the product answers nothing that they could be held against";
        WritePaths(NotCompared, report.NotCompared, text);
        WritePaths("not read: the vectors state these inputs too, and nothing was made of them", report.NotRead, text);
        text.WriteLine(
            $"{report.Count(VectorOutcome.Passed)} passed, {report.Count(VectorOutcome.Failed)} failed, {report.Count(VectorOutcome.Skipped)} skipped, "
                + $"{report.Count(VectorOutcome.Contradicted)} apart (they contradict their own rule)"
        );
        return string.Join('\n', text.ToString().Split('\n').Select(line => line.TrimEnd())).Trim('\n');
    }

    private static Table Counts(ConformanceReport report)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn("venue").NoWrap().PadRight(1));
        table.AddColumn(new TableColumn("kind").NoWrap().PadRight(1));
        foreach (var title in (string[])["passed", "failed", "skipped", "apart", "worst error"])
        {
            table.AddColumn(new TableColumn(title).RightAligned().NoWrap().Padding(0, 0, 1, 0));
        }

        table.AddColumn(new TableColumn("why skipped").Padding(0, 0));
        foreach (var group in report.ByVenueAndKind)
        {
            var reasons = group.Where(result => result.Outcome == VectorOutcome.Skipped).Select(result => result.Reason);
            table.Row(
                Name(group.Key.Venue),
                Name(group.Key.Kind),
                Count(group, VectorOutcome.Passed),
                Count(group, VectorOutcome.Failed),
                Count(group, VectorOutcome.Skipped),
                Count(group, VectorOutcome.Contradicted),
                WorstError(group),
                string.Join("; ", reasons.Distinct(StringComparer.Ordinal))
            );
        }

        return table;
    }

    private static void WriteDifferences(ConformanceReport report, VectorOutcome outcome, string word, StringWriter text)
    {
        foreach (var result in report.Results.Where(result => result.Outcome == outcome))
        {
            var reason = result.Reason.Length > 0 ? ": " + PrintableText.Of(result.Reason.ReplaceLineEndings("; ")) : "";
            text.WriteLine($"{word} {PrintableText.Of($"{result.Vector.Venue} {result.Vector.Kind} {result.Vector.Id}")}{reason}");
            foreach (var difference in result.Differences)
            {
                text.WriteLine(PrintableText.Of($"    {difference.Path}: expected {difference.Expected}, got {difference.Actual}"));
            }

            foreach (var line in VectorExplanation.Of(result))
            {
                text.WriteLine(PrintableText.Of("    | " + line));
            }
        }
    }

    private static void WriteRemarks(ConformanceReport report, StringWriter text)
    {
        foreach (var remark in report.Remarked.GroupBy(result => result.Remark, StringComparer.Ordinal))
        {
            var ids = remark.Select(result => result.Vector.Id).ToArray();
            text.WriteLine(PrintableText.Of($"note: {ids[0]}{(ids.Length > 1 ? $" (and {ids.Length - 1} more)" : "")} {remark.Key}"));
        }
    }

    private static void WritePaths(string title, IEnumerable<(string Venue, string Kind, string Path, int Vectors)> all, StringWriter text)
    {
        var paths = all.ToArray();
        if (paths.Length == 0)
        {
            return;
        }

        text.WriteLine(title);
        foreach (var kind in paths.GroupBy(path => (path.Venue, path.Kind)))
        {
            var names = kind.Select(path => path.Vectors > 1 ? $"{path.Path} ({path.Vectors})" : path.Path);
            text.WriteLine(PrintableText.Of($"    {kind.Key.Venue} {kind.Key.Kind}: {string.Join(", ", names)}"));
        }
    }

    private static string WorstError(IGrouping<(string Venue, string Kind), VectorResult> group) =>
        group.All(result => result.Outcome == VectorOutcome.Skipped) ? ""
        : ConformanceReport.WorstErrorOf(group) is not { } error ? "no number"
        : error == 0 ? "0"
        : error.ToString("0.#E+0", CultureInfo.InvariantCulture);

    private static string Name(string name) => PrintableText.Of(name.Length > LongestName ? name[..(LongestName - 1)] + "…" : name);

    private static string Count(IEnumerable<VectorResult> results, VectorOutcome outcome) =>
        results.Count(result => result.Outcome == outcome) is > 0 and var count ? count.ToString(CultureInfo.InvariantCulture) : "";
}
