using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Plimsoll.Formats.Shapes;
using Plimsoll.Server.Api.Catalog;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Rest;

/// <summary>One JSON object out of route, query and body, as it would come over WebSocket: so that both are read by the same rules.</summary>
internal static class RestRequest
{
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(ApiOperation operation, HttpContext context, JsonSerializerOptions json)
    {
        if (operation.HasBody && context.Request.RouteValues.Count == 0 && context.Request.Query.Count == 0)
            return await BodyAsync(context);

        var members = json.GetTypeInfo(operation.RequestType).Properties;
        var buffer = new ArrayBufferWriter<byte>();
        await using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        foreach (var (name, value) in context.Request.RouteValues)
        {
            // Routing leaves this one as it is, since it parts nothing: names such as BTC/USD have it.
            Write(writer, members, name, ((string)value!).Replace("%2F", "/", StringComparison.OrdinalIgnoreCase));
        }

        foreach (var (name, values) in context.Request.Query)
        {
            if (values.Count != 1)
                throw new ProblemException(new(ProblemCode.DuplicateMember) { Field = name });

            Write(writer, members, name, values[0] ?? "");
        }

        if (operation.HasBody)
            WriteBody(writer, await BodyAsync(context), context, json);

        writer.WriteEndObject();
        await writer.FlushAsync();
        return buffer.WrittenMemory;
    }

    /// <summary>An absent body is an empty object: some requests have nothing to say.</summary>
    private static async ValueTask<ReadOnlyMemory<byte>> BodyAsync(HttpContext context)
    {
        var body = await JsonBody.ReadBytesAsync(context);
        if (body.IsEmpty)
            return "{}"u8.ToArray();

        if (!context.Request.HasJsonContentType())
            throw new ProblemException(new(ProblemCode.WrongContentType) { Field = "Content-Type" });

        // The reader of JSON would put another character in the place of what is none, and a name would be another name.
        return Utf8.IsValid(body.Span) ? body : throw NotUnicode();
    }

    private static ProblemException NotUnicode() =>
        new(new(ProblemCode.MalformedJson) { Field = "$", Detail = "its text is not Unicode." });

    private static void WriteBody(Utf8JsonWriter writer, ReadOnlyMemory<byte> body, HttpContext context, JsonSerializerOptions json)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new() { MaxDepth = json.MaxDepth });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new ProblemException(new(ProblemCode.BadValue) { Field = "$", Detail = "expected an object." });

            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (context.Request.RouteValues.ContainsKey(member.Name))
                    throw new ProblemException(
                        new(ProblemCode.DuplicateMember) { Field = member.Name, Advice = "It stands in the address already." }
                    );

                member.WriteTo(writer);
            }
        }
        catch (JsonException cause)
        {
            throw new ProblemException(JsonFaults.Of(cause, null, json));
        }
        catch (InvalidOperationException)
        {
            // Halves of characters are found only when text is taken.
            throw NotUnicode();
        }
    }

    /// <summary>Numbers and flags of a query are text; as JSON they are what their member is.</summary>
    private static void Write(Utf8JsonWriter writer, IList<JsonPropertyInfo> members, string name, string value)
    {
        var member = members.FirstOrDefault(each => string.Equals(each.Name, name, StringComparison.Ordinal));
        if (member is null)
        {
            var known = members.Select(each => each.Name).ToList();
            throw new ProblemException(
                new(ProblemCode.UnknownMember)
                {
                    Field = name,
                    Detail = $"known here: {string.Join(", ", known)}.",
                    Advice = Nearest.Advice(name, known) is { Length: > 0 } advice ? advice : null,
                }
            );
        }

        var type = Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
        if (type == typeof(int) || type == typeof(long))
        {
            if (!long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
                throw Bad(name, "expected a whole number.");

            writer.WriteNumber(name, number);
        }
        else if (type == typeof(bool))
        {
            writer.WriteBoolean(name, value is "true" || (value is "false" ? false : throw Bad(name, "expected true or false.")));
        }
        else if (member.PropertyType != typeof(string) && typeof(System.Collections.IEnumerable).IsAssignableFrom(type))
        {
            writer.WriteStartArray(name);
            foreach (var part in value.Split(',', StringSplitOptions.RemoveEmptyEntries))
            {
                writer.WriteStringValue(part);
            }

            writer.WriteEndArray();
        }
        else
        {
            writer.WriteString(name, value);
        }
    }

    private static ProblemException Bad(string name, string detail) => new(new(ProblemCode.BadParameter) { Field = name, Detail = detail });
}
