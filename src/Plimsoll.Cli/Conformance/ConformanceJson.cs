using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Plimsoll.Conformance;

namespace Plimsoll.Cli.Conformance;

/// <summary>A conformance report as JSON.</summary>
internal static class ConformanceJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Of(ConformanceReport report, ExportSummary? export)
    {
        var json = new JsonObject
        {
            ["passed"] = report.Count(VectorOutcome.Passed),
            ["failed"] = report.Count(VectorOutcome.Failed),
            ["skipped"] = report.Count(VectorOutcome.Skipped),
            ["contradicted"] = report.Count(VectorOutcome.Contradicted),
            ["byVenue"] = Counts(report.Results.GroupBy(result => result.Vector.Venue, StringComparer.Ordinal)),
            ["byKind"] = Counts(report.Results.GroupBy(result => result.Vector.Kind, StringComparer.Ordinal)),
            ["skips"] = new JsonArray([.. report.Results.Where(result => result.Outcome == VectorOutcome.Skipped).Select(Skip)]),
            ["failures"] = new JsonArray([.. report.Results.Where(result => result.Outcome == VectorOutcome.Failed).Select(Failure)]),
            ["apart"] = new JsonArray([.. report.Results.Where(result => result.Outcome == VectorOutcome.Contradicted).Select(Failure)]),
            ["notCompared"] = new JsonArray([.. report.NotCompared.Select(Path)]),
            ["notRead"] = new JsonArray([.. report.NotRead.Select(Path)]),
            ["notes"] = new JsonArray([.. report.Remarked.Select(Note)]),
        };
        if (export is { } written)
        {
            json["export"] = new JsonObject
            {
                ["folder"] = written.Folder,
                ["vectors"] = written.Vectors,
                ["replaced"] = written.Replaced,
                ["leftOut"] = written.LeftOut,
            };
        }

        return json.ToJsonString(Indented);
    }

    private static JsonObject Counts(IEnumerable<IGrouping<string, VectorResult>> groups)
    {
        var json = new JsonObject();
        foreach (var group in groups.OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            json[group.Key] = new JsonObject
            {
                ["passed"] = group.Count(result => result.Outcome == VectorOutcome.Passed),
                ["failed"] = group.Count(result => result.Outcome == VectorOutcome.Failed),
                ["skipped"] = group.Count(result => result.Outcome == VectorOutcome.Skipped),
                ["contradicted"] = group.Count(result => result.Outcome == VectorOutcome.Contradicted),
                ["worstError"] = ConformanceReport.WorstErrorOf(group) is { } error
                    ? JsonNode.Parse(error.ToString("0.##E+0", CultureInfo.InvariantCulture))
                    : null,
            };
        }

        return json;
    }

    private static JsonNode Skip(VectorResult result) =>
        new JsonObject
        {
            ["id"] = result.Vector.Id,
            ["venue"] = result.Vector.Venue,
            ["kind"] = result.Vector.Kind,
            ["reason"] = result.Reason,
        };

    private static JsonNode Note(VectorResult result) =>
        new JsonObject
        {
            ["id"] = result.Vector.Id,
            ["venue"] = result.Vector.Venue,
            ["kind"] = result.Vector.Kind,
            ["formula"] = result.Vector.Formula,
            ["note"] = result.Remark,
        };

    private static JsonNode Path((string Venue, string Kind, string Path, int Vectors) path) =>
        new JsonObject
        {
            ["venue"] = path.Venue,
            ["kind"] = path.Kind,
            ["path"] = path.Path,
            ["vectors"] = path.Vectors,
        };

    private static JsonNode Failure(VectorResult result) =>
        new JsonObject
        {
            ["id"] = result.Vector.Id,
            ["venue"] = result.Vector.Venue,
            ["kind"] = result.Vector.Kind,
            ["reason"] = result.Reason,
            ["differences"] = new JsonArray([
                .. result.Differences.Select(difference =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["path"] = difference.Path,
                            ["expected"] = difference.Expected,
                            ["actual"] = difference.Actual,
                        }
                ),
            ]),
            ["explanation"] = new JsonArray([.. VectorExplanation.Of(result).Select(line => (JsonNode)line)]),
        };
}
