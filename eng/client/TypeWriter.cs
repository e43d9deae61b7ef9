using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Plimsoll.ClientGenerator;

/// <summary>Records and enums of requests and answers.</summary>
internal static partial class TypeWriter
{
    public const string Space = "Plimsoll.Client";

    /// <summary>A record with a property for each member.</summary>
    public static string Record(string name, string summary, IReadOnlyList<Member> members)
    {
        var text = new SourceText(Space, Usings(members));
        text.Summary(summary).Line($"public sealed record {name}").Open();
        Properties(text, members);
        // A secret is never in the text of an object.
        if (members.Any(each => each.Name == "secret"))
            text.Line().Summary("Never the secret.").Line("public override string ToString() => nameof(" + name + ");");

        return text.Close().ToString();
    }

    public static void Properties(SourceText text, IReadOnlyList<Member> members)
    {
        foreach (var member in members)
        {
            if (!ReferenceEquals(member, members[0]))
                text.Line();

            if (member.Summary.Length > 0)
                text.Summary(member.Summary);

            if (JsonNamingPolicy.SnakeCaseLower.ConvertName(member.Property) != member.Name)
                text.Line($"[JsonPropertyName(\"{member.Name}\")]");

            var required = member.IsRequired ? "required " : "";
            text.Line($"public {required}{member.Type}{(member.IsNullable ? "?" : "")} {member.Property} {{ get; init; }}");
        }
    }

    public static string[] Usings(IReadOnlyList<Member> members) =>
        [
            .. members.Any(each => each.Type.Contains("JsonElement", StringComparison.Ordinal))
                ? ["System.Text.Json"]
                : Array.Empty<string>(),
            .. members.Any(each => JsonNamingPolicy.SnakeCaseLower.ConvertName(each.Property) != each.Name)
                ? ["System.Text.Json.Serialization"]
                : Array.Empty<string>(),
        ];

    /// <summary>An enum of words, with a first value for words that are not known yet.</summary>
    public static string Words(string name, JsonObject schema)
    {
        var description = ClientSources.Text(schema["description"]).Replace(" Numbers are wire format.", "", StringComparison.Ordinal);
        var meanings = Meaning
            .Matches(description)
            .ToDictionary(match => match.Groups["word"].Value, match => match.Groups["text"].Value.Trim(), StringComparer.Ordinal);
        var text = new SourceText(Space, "System.Text.Json.Serialization");
        text.Summary(description.Split(" `")[0])
            .Line($"[JsonConverter(typeof(WordConverter<{name}>))]")
            .Line($"public enum {name}")
            .Open()
            .Summary("A word that this client does not know: the server is newer.")
            .Line("Unknown,");
        foreach (var word in schema["enum"]!.AsArray().Select(each => (string)each!))
        {
            var value = SourceText.Pascal(word);
            if (JsonNamingPolicy.SnakeCaseLower.ConvertName(value) != word || word == "unknown")
                throw new InvalidOperationException($"{name}: {word} has no name that leads back to it.");

            text.Line().Summary(meanings.GetValueOrDefault(word, word)).Line($"{value},");
        }

        return text.Close().ToString();
    }

    [GeneratedRegex(
        "`(?<word>[a-z0-9_]+)`: (?<text>.*?)(?= `[a-z0-9_]+`: |$)",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Meaning { get; }
}
