using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plimsoll.Server.Problems;

/// <summary>How the API reads and writes JSON: strict in what it takes. What a client sends and nobody reads is a mistake that it should hear of.</summary>
public static class ApiJson
{
    /// <summary>Options of their own, for readers that are not ASP.NET's.</summary>
    /// <param name="depth">Levels of objects and lists.</param>
    public static JsonSerializerOptions Options(int depth)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(options, depth);
        return options;
    }

    /// <summary>Makes options strict.</summary>
    /// <param name="options">The options.</param>
    /// <param name="depth">Levels of objects and lists.</param>
    public static void Configure(JsonSerializerOptions options, int depth)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.DictionaryKeyPolicy = null;
        options.PropertyNameCaseInsensitive = false;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.ReadCommentHandling = JsonCommentHandling.Disallow;
        options.AllowTrailingCommas = false;
        options.MaxDepth = depth;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        if (!options.Converters.Any(converter => converter is JsonStringEnumConverter))
        {
            options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        }
    }
}
