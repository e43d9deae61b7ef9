using System.Text.Json.Nodes;
using Plimsoll.Formats.Estimates;

namespace Plimsoll.Cli.Margin;

/// <summary>A stress test as one JSON object.</summary>
internal static class StressJson
{
    public static JsonObject Of(StressResult result)
    {
        var json = new JsonObject
        {
            ["unit"] = result.Unit,
            ["underlyings"] = JsonOutput.List(result.Stress.Underlyings),
            ["smallest_break"] = Of(result, result.Break),
            ["smallest_break_apart"] = Of(result, result.Apart),
            ["edges"] = new JsonArray([.. result.Grid.Edges.Select(edge => (JsonNode)Of(edge))]),
            ["cells"] = new JsonArray([.. result.Cells.Select(cell => (JsonNode)Of(result, cell)!)]),
            ["days"] = new JsonArray([.. result.Days.Select(day => (JsonNode)Of(result, day))]),
        };
        JsonOutput.AddHead(json, result.Model, result.Notes);
        return json;
    }

    private static JsonObject Of(StressEdge edge) =>
        new()
        {
            ["volatility"] = JsonOutput.Number(edge.Volatility),
            ["fall"] = JsonOutput.Number(edge.Fall),
            ["rise"] = JsonOutput.Number(edge.Rise),
        };

    private static JsonObject Of(StressResult result, StressDay day)
    {
        var json = new JsonObject { ["day"] = day.Name };
        foreach (var (name, value) in Of(result, day.Cell)!)
        {
            json[name] = value?.DeepClone();
        }

        return json;
    }

    private static JsonObject? Of(StressResult result, StressCell? cell) =>
        cell is null
            ? null
            : new()
            {
                ["prices"] = new JsonObject(
                    result.Stress.Underlyings.Zip(cell.Prices, (name, move) => KeyValuePair.Create(name, JsonOutput.Number(move)))
                ),
                ["volatility"] = JsonOutput.Number(cell.Volatility),
                ["profit"] = JsonOutput.Number(cell.Profit),
                ["equity"] = JsonOutput.Number(cell.Equity),
                ["initial_margin"] = JsonOutput.Number(cell.InitialMargin),
                ["maintenance_margin"] = JsonOutput.Number(cell.MaintenanceMargin),
                ["margin_ratio"] = JsonOutput.Number(cell.MarginRatio),
                ["is_broken"] = cell.IsBroken,
                ["liquidated"] = JsonOutput.List(cell.Liquidated),
            };
}
