using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Plimsoll.Server.Api.Reference;

/// <summary>An operation's example as a command to copy.</summary>
internal static class CurlLine
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The command.</summary>
    /// <param name="entry">The operation.</param>
    /// <param name="address">The server.</param>
    public static string Of(PageEntry entry, string address)
    {
        var (path, query) = (entry.Path, "");
        foreach (var parameter in (entry.Operation["parameters"] as JsonArray ?? []).Where(each => each!["example"] is not null))
        {
            var name = (string)parameter!["name"]!;
            var text = string.Join(',', Values(parameter["example"]!).Select(Uri.EscapeDataString));
            if ((string)parameter["in"]! == "path")
                path = path.Replace($"{{{name}}}", text, StringComparison.Ordinal);
            else
                query += $"{(query.Length == 0 ? '?' : '&')}{name}={text}";
        }

        var line = new StringBuilder("curl");
        if (entry.Method is not "GET")
            line.Append(" -X ").Append(entry.Method);

        // What needs no key says so.
        if (entry.Operation["security"] is not JsonArray { Count: 0 })
            line.Append(" -H \"Authorization: Bearer $PLIMSOLL_KEY\"");

        // A question mark is the shell's own outside quotes.
        line.Append(query.Length == 0 ? $" {address}{path}" : $" '{address}{path}{query}'");
        if (entry.Operation["requestBody"]?["content"]?["application/json"]?["example"] is { } body)
            line.Append(" \\\n  -H 'Content-Type: application/json' -d '").Append(body.ToJsonString(Plain)).Append('\'');

        return line.ToString();
    }

    private static IEnumerable<string> Values(JsonNode example) =>
        example is JsonArray items ? items.Select(item => item!.ToString()) : [example.ToString()];
}
