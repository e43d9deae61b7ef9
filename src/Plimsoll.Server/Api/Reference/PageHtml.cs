using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Plimsoll.Server.Api.Reference;

/// <summary>Pieces of the page. What the document names, and the page has, is a link.</summary>
internal sealed class PageHtml
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Dictionary<string, string> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _users = new(StringComparer.Ordinal);

    public PageHtml(JsonObject document, IReadOnlyList<PageEntry> operations)
    {
        Schemas = document["components"]!["schemas"]!.AsObject();
        foreach (var problem in document["x-problems"]!.AsArray())
            _places[(string)problem!["name"]!] = $"problem-{(string)problem["name"]!}";

        foreach (var entry in operations)
        {
            _places[entry.Id] = entry.Id;
            Uses(entry.Id, entry.Operation);
        }

        foreach (var (name, schema) in Schemas)
        {
            _places[name] = $"schema-{name}";
            Uses(name, schema!);
        }
    }

    /// <summary>All records, by name.</summary>
    public JsonObject Schemas { get; }

    public static string Text(string text) => WebUtility.HtmlEncode(text);

    /// <summary>What can be opened, with a text as it stands.</summary>
    public static string Preformatted(string title, string text) =>
        $"<details><summary>{Text(title)}</summary><pre>{Text(text)}</pre></details>\n";

    /// <summary>Text with what stands in backticks as code, and as a link where the page has it.</summary>
    public string Prose(string text) =>
        string.Concat(
            text.Split('`')
                .Select(
                    (part, place) =>
                        place % 2 == 0 ? Text(part)
                        : _places.ContainsKey(part) ? Link(part)
                        : $"<code>{Text(part)}</code>"
                )
        );

    /// <summary>Who may.</summary>
    public string Roles(JsonNode described)
    {
        var (everywhere, own) = (Join(described["x-roles"]!), Join(described["x-roles-for-own-accounts"]!));
        // What is beside the table says in its sentence who may.
        return everywhere.Length + own.Length == 0
            ? ""
            : $"<p class=\"roles\">For {Text(everywhere)}{(own.Length == 0 ? "" : $"; {Text(own)} for own accounts")}.</p>\n";
    }

    /// <summary>Members of a record, or its type.</summary>
    public string Members(JsonNode schema)
    {
        if (schema["properties"] is not JsonObject properties)
            return $"<p>{Type(schema)}</p>\n";

        var rows = properties.Select(each =>
            $"<tr><td><code>{Text(each.Key)}{((schema["required"] as JsonArray)?.Any(name => (string)name! == each.Key) is true ? " *" : "")}</code></td><td>{Type(each.Value!)}</td><td>{Prose((string?)each.Value!["description"] ?? "")}</td></tr>\n"
        );
        return $"<table>{string.Concat(rows)}</table>\n";
    }

    /// <summary>The members themselves, so that nobody has to look elsewhere for what to send.</summary>
    public JsonNode Resolved(JsonNode schema) => schema["$ref"] is { } reference ? Schemas[NameOf(reference)]! : schema;

    /// <summary>A type, with links to records.</summary>
    public string Type(JsonNode schema)
    {
        if (schema["$ref"] is { } reference)
            return $"<a href=\"#schema-{Text(NameOf(reference))}\">{Text(NameOf(reference))}</a>";

        if (schema["anyOf"] is JsonArray choices)
            return Type(choices[0]!) + " or null";

        var type = schema["type"] is JsonArray types
            ? string.Join(" or ", types.Select(each => (string)each!))
            : (string?)schema["type"] ?? "any";
        var format = (string?)schema["format"] is { } known and not ("int32" or "int64") ? $" ({known})" : "";
        var items = schema["items"] is { } item ? $" of {Type(item)}" : "";
        var values = schema["enum"] is JsonArray names
            ? $": {string.Join(", ", names.Select(name => $"<code>{Text((string)name!)}</code>"))}"
            : "";
        return Text(type + format) + items + values;
    }

    /// <summary>What sends, answers or holds a record.</summary>
    public string Users(string schema) =>
        _users.TryGetValue(schema, out var users) ? $"<p class=\"roles\">In {string.Join(", ", users.Select(Link))}.</p>" : "";

    public string Example(string title, JsonNode? example) =>
        example is null ? ""
        : example is JsonValue value && value.TryGetValue<string>(out var text) ? Preformatted(title, text)
        : Preformatted(title, example.ToJsonString(Readable));

    private string Link(string name) => $"<a href=\"#{Text(_places[name])}\"><code>{Text(name)}</code></a>";

    private void Uses(string user, JsonNode described)
    {
        foreach (var name in References(described).Distinct(StringComparer.Ordinal).Where(name => name != user && name != "Problem"))
        {
            if (!_users.TryGetValue(name, out var users))
                _users[name] = users = [];

            users.Add(user);
        }
    }

    private static IEnumerable<string> References(JsonNode? node) =>
        node switch
        {
            JsonObject members => members.SelectMany(each =>
                each.Key == "$ref" && each.Value is JsonValue value ? [NameOf(value)] : References(each.Value)
            ),
            JsonArray items => items.SelectMany(References),
            _ => [],
        };

    private static string NameOf(JsonNode reference) => ((string)reference!).Split('/')[^1];

    private static string Join(JsonNode roles) => string.Join(", ", roles.AsArray().Select(role => ((string)role!).Replace('_', ' ')));
}
