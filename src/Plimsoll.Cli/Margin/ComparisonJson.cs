using System.Text.Json.Nodes;
using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Comparisons;
using Plimsoll.Formats.Portfolios;

namespace Plimsoll.Cli.Margin;

/// <summary>A comparison of venues as JSON.</summary>
internal static class ComparisonJson
{
    public static JsonObject Of(Portfolio portfolio, IReadOnlyList<ComparedVenue> venues, string note) =>
        new()
        {
            ["portfolio"] = portfolio.Name,
            ["venues"] = new JsonArray([.. venues.Select(venue => (JsonNode)Of(venue))]),
            ["notes"] = JsonOutput.List(note.Length > 0 ? [note] : []),
        };

    private static JsonObject Of(ComparedVenue venue)
    {
        var json = new JsonObject { ["model"] = JsonOutput.Of(venue.Model) };
        if (venue.Answer is not { } answer)
        {
            json["reason"] = venue.Reason;
            return json;
        }

        json["numeraire"] = venue.Model.Margin!.Numeraire;
        json["whole"] = AnswerJson.ToJson(venue.Whole!);
        json["positions"] = AnswerJson.ToJson(answer["positions"] ?? new Answer());
        json["notes"] = JsonOutput.List(CompareCommand.NotesOn(venue));
        return json;
    }
}
