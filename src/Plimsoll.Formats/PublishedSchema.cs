using System.Text.Encodings.Web;
using System.Text.Json;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;

namespace Plimsoll.Formats;

/// <summary>The JSON Schemas of the product's files, as editors load them.</summary>
public static class PublishedSchema
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The kinds of files that have one.</summary>
    public static IReadOnlyList<string> Names { get; } = ["model", "portfolio"];

    /// <summary>The schema of a kind of files.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static string Of(string name)
    {
        var schema = name switch
        {
            "model" => ModelShape.Root.ToSchema(),
            "portfolio" => PortfolioShape.Root.ToSchema(),
            _ => throw new ArgumentException($"There is no schema of {name}.", nameof(name)),
        };
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", $"Plimsoll {name}");
        return schema.ToJsonString(Readable);
    }
}
