using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Plimsoll.Server.Api.Reference;

/// <summary>One page to read, made from the document: no other files, no network.</summary>
internal static class ReferencePage
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Of(JsonObject document)
    {
        var operations = document["paths"]!
            .AsObject()
            .SelectMany(path =>
                path.Value!.AsObject().Select(method => new Entry(path.Key, method.Key.ToUpperInvariant(), method.Value!.AsObject()))
            )
            .OrderBy(entry => entry.Tag, StringComparer.Ordinal)
            .ThenBy(entry => entry.Path, StringComparer.Ordinal)
            .ToList();
        var schemas = document["components"]!["schemas"]!.AsObject();
        var body = new StringBuilder();
        var list = new StringBuilder();
        foreach (var tag in operations.GroupBy(entry => entry.Tag, StringComparer.Ordinal))
        {
            list.Append(CultureInfo.InvariantCulture, $"<h3>{Html(tag.Key)}</h3>\n");
            foreach (var entry in tag)
            {
                list.Append(
                    CultureInfo.InvariantCulture,
                    $"<a href=\"#{Html(entry.Id)}\" data-text=\"{Html(entry.Search)}\"><b class=\"{entry.Method}\">{entry.Method}</b> {Html(entry.Id)}</a>\n"
                );
                Write(body, entry, schemas);
            }
        }

        var info = document["info"]!;
        return PageText
            .Template.Replace("{{version}}", Html((string)info["version"]!), StringComparison.Ordinal)
            .Replace("{{description}}", Code((string)info["description"]!), StringComparison.Ordinal)
            .Replace("{{list}}", list.ToString(), StringComparison.Ordinal)
            .Replace("{{operations}}", body.ToString(), StringComparison.Ordinal)
            .Replace("{{schemas}}", Schemas(schemas), StringComparison.Ordinal)
            .Replace("{{problems}}", Problems(document["x-problems"]!.AsArray()), StringComparison.Ordinal);
    }

    private static void Write(StringBuilder page, Entry entry, JsonObject schemas)
    {
        var it = entry.Operation;
        page.Append(
            CultureInfo.InvariantCulture,
            $"<section id=\"{Html(entry.Id)}\" data-text=\"{Html(entry.Search)}\"><h2>{Html(entry.Id)}</h2>\n"
        );
        page.Append(
            CultureInfo.InvariantCulture,
            $"<p class=\"route\"><b class=\"{entry.Method}\">{entry.Method}</b> <code>{Html(entry.Path)}</code></p>\n<p>{Code((string)it["summary"]!)}</p>\n"
        );
        var own = Join(it["x-roles-for-own-accounts"]!);
        var everywhere = Join(it["x-roles"]!);
        // What is beside the table says in its sentence who may.
        if (everywhere.Length + own.Length > 0)
            page.Append(
                CultureInfo.InvariantCulture,
                $"<p class=\"roles\">For {Html(everywhere)}{(own.Length == 0 ? "" : $"; {Html(own)} for own accounts")}.</p>\n"
            );

        if (it["parameters"] is JsonArray parameters)
        {
            page.Append("<table><tr><th>parameter</th><th>in</th><th>type</th><th></th></tr>\n");
            foreach (var each in parameters)
            {
                var name = (string)each!["name"]! + ((bool)each["required"]! ? " *" : "");
                page.Append(
                    CultureInfo.InvariantCulture,
                    $"<tr><td><code>{Html(name)}</code></td><td>{Html((string)each["in"]!)}</td><td>{Type(each["schema"]!)}</td><td>{Code((string?)each["description"] ?? "")}</td></tr>\n"
                );
            }

            page.Append("</table>\n");
        }

        if (it["requestBody"]?["content"]?["application/json"] is { } request)
        {
            page.Append("<h4>Body</h4>\n").Append(Members(Resolved(request["schema"]!, schemas))).Append(Example(request["example"]));
        }

        var answer = it["responses"]!["200"]!["content"]!.AsObject().First().Value!;
        page.Append("<h4>Answer</h4>\n").Append(Members(answer["schema"]!)).Append(Example(answer["example"])).Append("</section>\n");
    }

    private static string Members(JsonNode schema)
    {
        if (schema["properties"] is not JsonObject properties)
            return $"<p>{Type(schema)}</p>\n";

        var rows = properties.Select(each =>
            $"<tr><td><code>{Html(each.Key)}{((schema["required"] as JsonArray)?.Any(name => (string)name! == each.Key) is true ? " *" : "")}</code></td><td>{Type(each.Value!)}</td><td>{Code((string?)each.Value!["description"] ?? "")}</td></tr>\n"
        );
        return $"<table>{string.Concat(rows)}</table>\n";
    }

    /// <summary>The members themselves, so that nobody has to look elsewhere for what to send.</summary>
    private static JsonNode Resolved(JsonNode schema, JsonObject schemas) =>
        schema["$ref"] is { } reference ? schemas[((string)reference!).Split('/')[^1]]! : schema;

    private static string Schemas(JsonObject schemas) =>
        string.Concat(
            schemas.Select(each =>
                $"<section class=\"schema\" id=\"schema-{Html(each.Key)}\" data-text=\"{Html(each.Key)}\"><h4>{Html(each.Key)}</h4><p>{Code((string?)each.Value!["description"] ?? "")}</p>{Members(each.Value!)}</section>\n"
            )
        );

    private static string Problems(JsonArray problems) =>
        string.Concat(
            problems.Select(each =>
                $"<tr id=\"problem-{(int)each!["code"]!}\" data-text=\"{(int)each["code"]!} {Html((string)each["name"]!)}\"><td>{(int)each["code"]!}</td><td><code>{Html((string)each["name"]!)}</code></td><td>{(int)each["status"]!}</td><td>{Html((string)each["title"]!)}</td><td>{Html((string)each["advice"]!)}</td></tr>\n"
            )
        );

    private static string Type(JsonNode schema)
    {
        if (schema["$ref"] is { } reference)
        {
            var name = Html(((string)reference!).Split('/')[^1]);
            return $"<a href=\"#schema-{name}\">{name}</a>";
        }

        if (schema["anyOf"] is JsonArray choices)
            return Type(choices[0]!) + " or null";

        var type = schema["type"] is JsonArray types
            ? string.Join(" or ", types.Select(each => (string)each!))
            : (string?)schema["type"] ?? "any";
        var format = (string?)schema["format"] is { } known and not ("int32" or "int64") ? $" ({known})" : "";
        var items = schema["items"] is { } item ? $" of {Type(item)}" : "";
        var values = schema["enum"] is JsonArray names
            ? $": {string.Join(", ", names.Select(name => $"<code>{Html((string)name!)}</code>"))}"
            : "";
        return Html(type + format) + items + values;
    }

    private static string Example(JsonNode? example) =>
        example is null ? "" : $"<details><summary>Example</summary><pre>{Html(TextOf(example))}</pre></details>\n";

    private static string TextOf(JsonNode example) =>
        example is JsonValue value && value.TryGetValue<string>(out var text) ? text : example.ToJsonString(Readable);

    private static string Join(JsonNode roles) => string.Join(", ", roles.AsArray().Select(role => ((string)role!).Replace('_', ' ')));

    private static string Html(string text) => WebUtility.HtmlEncode(text);

    /// <summary>Text with what stands in backticks as code.</summary>
    private static string Code(string text) =>
        string.Concat(text.Split('`').Select((part, place) => place % 2 == 0 ? Html(part) : $"<code>{Html(part)}</code>"));

    private sealed record Entry(string Path, string Method, JsonObject Operation)
    {
        public string Id => (string)Operation["operationId"]!;

        public string Tag => (string)Operation["tags"]![0]!;

        public string Search => $"{Id} {Path} {(string)Operation["summary"]!}".ToLowerInvariant();
    }
}
