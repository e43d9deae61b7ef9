using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Plimsoll.Conformance;

namespace Plimsoll.Cli.Conformance;

/// <summary>A conformance report as JSON.</summary>
internal static class ConformanceJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Of(ConformanceReport report) =>
        new JsonObject
        {
            ["passed"] = report.Count(VectorOutcome.Passed),
            ["failed"] = report.Count(VectorOutcome.Failed),
            ["skipped"] = report.Count(VectorOutcome.Skipped),
            ["contradicted"] = report.Count(VectorOutcome.Contradicted),
            ["byVenue"] = Counts(report.Results.GroupBy(result => result.Vector.Venue, StringComparer.Ordinal)),
            ["byKind"] = Counts(report.Results.GroupBy(result => result.Vector.Kind, StringComparer.Ordinal)),
            ["skips"] = new JsonArray([.. report.Results.Where(result => result.Outcome == VectorOutcome.Skipped).Select(Skip)]),
            ["failures"] = new JsonArray([.. report.Results.Where(result => result.Outcome == VectorOutcome.Failed).Select(Failure)]),
        }.ToJsonString(Indented);

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
                ["worstError"] = group.Max(result => result.WorstError).ToString("0.##E+0", CultureInfo.InvariantCulture),
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
        };
}
