using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Plimsoll.Server.Api.Reference;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Server.Tests.Api;

/// <summary>Answers as the reference shows them.</summary>
internal static class RecordedAnswers
{
    private const int Long = 4;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the file that the reference takes them from, one to a line.</summary>
    public static Task WriteAsync(IReadOnlyDictionary<string, JsonNode> answers)
    {
        var (made, secret) = ((string)answers["keys.create"]["created"]!["key"]!, (string)answers["keys.create"]["secret"]!);
        var path = RepositoryFiles.PathOf("src", "Plimsoll.Server", "Api", "Reference", "answers.json");
        var lines = answers.Select(each => $"\"{each.Key}\":{Cut(each.Value)!.ToJsonString(Plain)}");
        var text = $"{{\n{string.Join(",\n", lines)}\n}}\n";
        // No secret that anybody could use, and a key whose name is the same each time.
        text = text.Replace(secret[^64..], new('0', 64), StringComparison.Ordinal).Replace(made, "abcdefghijkl", StringComparison.Ordinal);
        return File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
    }

    /// <summary>An answer whose long lists are cut short; parts of a sum stay whole.</summary>
    public static JsonNode? Cut(JsonNode? answer) =>
        answer switch
        {
            JsonObject members => new JsonObject(
                members.Select(each => KeyValuePair.Create(each.Key, each.Key == "parts" ? each.Value?.DeepClone() : Cut(each.Value)))
            ),
            JsonArray { Count: > Long } items => new JsonArray([.. items.Take(ExampleAnswers.Shown).Select(Cut)]),
            JsonArray items => new JsonArray([.. items.Select(Cut)]),
            _ => answer?.DeepClone(),
        };

    /// <summary>The names of all members, and what kind each value is: what must not change unseen. Items of a list are one form, since their number may change.</summary>
    public static string FormOf(JsonNode? answer) =>
        answer switch
        {
            null => "null",
            JsonObject members => $"{{{string.Join(',', members.Select(each => $"{each.Key}:{FormOf(each.Value)}"))}}}",
            JsonArray items => $"[{string.Join('|', items.Select(FormOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))}]",
            _ => answer.GetValueKind().ToString(),
        };
}
