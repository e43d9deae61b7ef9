using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Plimsoll.Client;

/// <summary>A request as REST has it: members that the address names stand there, others in the query of a GET and in the body of everything else.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="PathAndQuery">After the server's address, without a slash before it.</param>
/// <param name="Body">JSON; empty for none.</param>
internal sealed record RestMessage(string Method, string PathAndQuery, ReadOnlyMemory<byte> Body)
{
    private const string Prefix = "api/v1";

    public static RestMessage Of<TRequest, TAnswer>(Operation<TRequest, TAnswer> operation, TRequest request)
    {
        using var members = JsonSerializer.SerializeToDocument(request, operation.Request);
        var path = new StringBuilder(Prefix + operation.Route);
        var query = new StringBuilder();
        var hasQuery = operation.Method is "GET" or "DELETE";
        var body = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        var isEmpty = true;
        foreach (var member in members.RootElement.EnumerateObject())
        {
            var place = "{" + member.Name + "}";
            if (operation.Route.Contains(place, StringComparison.Ordinal))
            {
                path.Replace(place, Segment(member));
            }
            else if (hasQuery)
            {
                query
                    .Append(query.Length == 0 ? '?' : '&')
                    .Append(member.Name)
                    .Append('=')
                    .Append(Uri.EscapeDataString(Text(member.Value)));
            }
            else
            {
                isEmpty = false;
                member.WriteTo(json);
            }
        }

        json.WriteEndObject();
        json.Flush();
        return new(operation.Method, path.Append(query).ToString(), isEmpty ? default : body.WrittenMemory);
    }

    /// <summary>Programs on the way would take dots for steps in the path.</summary>
    private static string Segment(JsonProperty member)
    {
        var text = Text(member.Value);
        return text is not ("" or "." or "..")
            ? Uri.EscapeDataString(text)
            : throw new ArgumentException($"{member.Name} cannot stand in an address: \"{text}\".", nameof(member));
    }

    /// <summary>Text as it is, numbers and flags as JSON has them, lists parted by commas.</summary>
    private static string Text(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(Text)),
            _ => value.GetRawText(),
        };
}
