using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Plimsoll.Server.Tests.Api;

/// <summary>As much of JSON Schema as the document uses.</summary>
internal sealed class JsonSchemas(JsonObject document)
{
    /// <summary>Fails unless a value is as its schema says.</summary>
    public void Check(JsonNode schema, JsonNode? value, string at)
    {
        if (schema["$ref"] is { } reference)
        {
            Check(document["components"]!["schemas"]![((string)reference!).Split('/')[^1]]!, value, at);
            return;
        }

        if (schema["anyOf"] is JsonArray choices)
        {
            Assert.Equal(2, choices.Count);
            if (value is not null)
                Check(choices[0]!, value, at);

            return;
        }

        var allowed = schema["type"] is JsonArray types ? types.Select(each => (string)each!).ToList() : [(string?)schema["type"] ?? "any"];
        var kind = value?.GetValueKind() switch
        {
            null => "null",
            JsonValueKind.Number => "integer",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            { } other => other.ToString().ToLowerInvariant(),
        };
        Assert.True(allowed.Contains(kind) || allowed is ["any"], $"{at}: expected {string.Join(" or ", allowed)}, found {kind}.");
        if (schema["enum"] is JsonArray words)
            Assert.True(words.Any(each => (string)each! == (string)value!), $"{at}: {value} is none of {words.ToJsonString()}.");

        if (value is JsonValue && kind == "string" && schema["pattern"] is { } pattern)
            Assert.True(Regex.IsMatch((string)value!, (string)pattern!, RegexOptions.None, TimeSpan.FromSeconds(1)), $"{at}: {value}");

        if (value is JsonArray items && schema["items"] is { } item)
        {
            for (var i = 0; i < items.Count; i++)
            {
                Check(item, items[i], $"{at}[{i}]");
            }
        }

        if (value is JsonObject members)
            CheckMembers(schema, members, at);
    }

    private void CheckMembers(JsonNode schema, JsonObject members, string at)
    {
        foreach (var name in schema["required"] as JsonArray ?? [])
        {
            Assert.True(members.ContainsKey((string)name!), $"{at}.{name} is missing.");
        }

        foreach (var (name, member) in members)
        {
            if (schema["properties"]?[name] is { } known)
                Check(known, member, $"{at}.{name}");
            else if (schema["additionalProperties"] is JsonObject any)
                Check(any, member, $"{at}.{name}");
            else
                Assert.False(schema["additionalProperties"] is JsonValue, $"{at}.{name} is not known.");
        }
    }
}
