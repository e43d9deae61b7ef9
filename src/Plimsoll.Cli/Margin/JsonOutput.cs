using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Models;

namespace Plimsoll.Cli.Margin;

/// <summary>What all commands about margin print alike as JSON.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // it goes to a terminal or a file, into no page
    };

    /// <summary>Writes one object.</summary>
    public static void Write(TextWriter output, JsonNode json) => output.WriteLine(json.ToJsonString(Indented));

    /// <summary>Says which rules were used, and what a reader would not expect.</summary>
    public static void AddHead(JsonObject json, Model model, IEnumerable<string> notes)
    {
        json["model"] = Of(model);
        json["notes"] = List(notes);
    }

    /// <summary>Which rules were used.</summary>
    public static JsonObject Of(Model model) =>
        new()
        {
            ["name"] = model.Name,
            ["title"] = model.Title,
            ["effective_from"] = Day(model.EffectiveFrom),
        };

    /// <summary>A day.</summary>
    public static string Day(DateTimeOffset day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Lines of text.</summary>
    public static JsonArray List(IEnumerable<string> lines) => new([.. lines.Select(line => (JsonNode)line)]);

    /// <summary>A number with every digit that it has, and no others.</summary>
    public static JsonNode? Number(decimal? number) =>
        number is { } value ? JsonNode.Parse((value / 1.000000000000000000000000000000000m).ToString(CultureInfo.InvariantCulture)) : null;

    /// <summary>Where a unit of margin stands.</summary>
    public static JsonObject Of(AccountFigures figures) =>
        new()
        {
            ["equity"] = Number(figures.Equity),
            ["initial_margin"] = Number(figures.InitialMargin),
            ["maintenance_margin"] = Number(figures.MaintenanceMargin),
            ["margin_ratio"] = Number(figures.MarginRatio),
            ["notional"] = Number(figures.Notional),
        };
}
