using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Plimsoll.Formats.Shapes;

namespace Plimsoll.Server.Configuration;

/// <summary>A file of settings in which every field stands with its meaning and its default.</summary>
public static class SampleFile
{
    private const string Head = """
        # yaml-language-server: $schema=../../docs/schemas/server.schema.json
        #
        # The server's settings, each with its default: an empty file says the same. Lines that are commented out have no default.
        # A variable of the environment wins over this file: PLIMSOLL__LIMITS__QUEUE=1024 sets limits.queue; lists are parted by commas.
        # No secret stands here, only the name of a variable or a file that holds it.
        # `plimsoll config check FILE` says what is wrong, with line and advice.


        """;

    private const string FeedExample = """
        #  - venue: binance
        #    symbols: [BTCUSDT]
        #    index: BTC/USD
        #    source: binance

        """;

    /// <summary>The text of the file with these settings.</summary>
    public static string Of(ServerSettings settings)
    {
        var values = SettingsText.Of(settings);
        var text = new StringBuilder(Head.ReplaceLineEndings("\n"));
        foreach (var field in ServerShape.Root.Fields)
        {
            text.Append("# ").Append(Sentence(field.Meaning)).Append('\n');
            if (field.Shape is RecordShape section)
            {
                Write(text, field.Name, section, (JsonObject)values[field.Name]!);
            }
            else
            {
                text.Append(field.Name).Append(": ").Append(Inline(values[field.Name]!)).Append('\n');
            }

            text.Append(field.Name == "feeds" ? FeedExample.ReplaceLineEndings("\n") : "\n");
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, string name, RecordShape section, JsonObject values)
    {
        // A section of which nothing is set would be null; it is commented out as a whole.
        var isEmpty = values.Count == 0;
        text.Append(isEmpty ? "# " : "").Append(name).Append(":\n");
        foreach (var field in section.Fields)
        {
            text.Append(isEmpty ? "#   # " : "  # ").Append(Sentence(field.Meaning)).Append(Allowed(field.Shape)).Append('\n');
            text.Append(isEmpty ? "#   " : "  ").Append(values[field.Name] is null && !isEmpty ? "# " : "").Append(field.Name).Append(':');
            text.Append(values[field.Name] is { } value ? $" {Inline(value)}" : "").Append('\n');
        }
    }

    private static string Sentence(string meaning) => $"{char.ToUpperInvariant(meaning[0])}{meaning[1..]}.";

    private static string Allowed(Shape shape) =>
        shape switch
        {
            ChoiceShape choice when choice != ChoiceShape.Flag => $" One of {string.Join(", ", choice.Words)}.",
            NumberShape number => string.Create(CultureInfo.InvariantCulture, $" {number.Min} to {number.Max}."),
            _ => "",
        };

    private static string Inline(JsonNode value) =>
        value switch
        {
            JsonArray { Count: 0 } => "[]",
            JsonArray list => $"[{string.Join(", ", list.Select(each => Inline(each!)))}]",
            JsonObject record => $"{{ {string.Join(", ", record.Select(each => $"{each.Key}: {Inline(each.Value!)}"))} }}",
            _ => IsPlain(value.ToString()) ? value.ToString() : $"'{value.ToString().Replace("'", "''", StringComparison.Ordinal)}'",
        };

    // A text that YAML might read otherwise is quoted; JSON writes numbers and truth in lower case already.
    private static bool IsPlain(string text) =>
        text.Length > 0
        && char.IsAsciiLetterOrDigit(text[0])
        && text.All(each => char.IsAsciiLetterOrDigit(each) || each is '.' or '_' or '-' or '/' or ':')
        && text[^1] != ':'
        && text is not "null";
}
