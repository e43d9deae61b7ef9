using System.Text.Json.Nodes;
using Plimsoll.Formats.Models;

namespace Plimsoll.Cli.Margin;

/// <summary>A model in full: what it covers, where that comes from, and what could not be established.</summary>
internal static class ModelView
{
    public static void Write(Model model, IReadOnlyList<Model> versions, TextWriter output)
    {
        Tables.Line(output, $"{model.Name}: {model.Title}, rules of {JsonOutput.Day(model.EffectiveFrom)} ({model.FileName})");
        if (versions.Count > 1)
        {
            Tables.Line(
                output,
                $"versions from {string.Join(", ", versions.Select(version => JsonOutput.Day(version.EffectiveFrom)))}; see --at",
                2
            );
        }

        Section(output, "unknown", model.Unknown);
        Section(output, "sources", model.Sources);
        if (model.Margin is { } margin)
        {
            Section(output, $"collateral, valued in {margin.Numeraire}", [string.Join("; ", margin.Assets.Values.Select(Terms))]);
            Section(
                output,
                "instruments",
                [
                    .. margin
                        .Instruments.Values.GroupBy(each => each.Schedule is null ? "" : each.Fields.Text("margin"), StringComparer.Ordinal)
                        .Select(group => $"{Schedule(model, group.First())}: {string.Join(", ", group.Select(each => each.Name))}"),
                    .. Series(model).Select(series => $"{series.Schedule}: {series.Symbol} (a series)"),
                ]
            );
        }
        else
        {
            Section(
                output,
                "instruments",
                ["none: it holds rules beside margin, and no margin tables, so that no position can be margined"]
            );
        }

        Section(output, "rules beside margin", [.. model.Rules.Select(rule => $"{rule.Name}: {rule.Kind.Meaning}")]);
    }

    /// <summary>A line of the list.</summary>
    public static JsonObject Summary(Model model)
    {
        var json = JsonOutput.Of(model);
        json["venue"] = model.Venue;
        json["file"] = model.FileName;
        json["instruments"] = model.Margin?.Instruments.Count ?? 0;
        json["series"] = Series(model).Count();
        json["rules"] = model.Rules.Count;
        json["unknown"] = JsonOutput.List(model.Unknown);
        return json;
    }

    public static JsonObject ToJson(Model model, IReadOnlyList<Model> versions)
    {
        var json = Summary(model);
        json["versions"] = JsonOutput.List(versions.Select(version => JsonOutput.Day(version.EffectiveFrom)));
        json["sources"] = JsonOutput.List(model.Sources);
        json["numeraire"] = model.Margin?.Numeraire;
        json["collateral"] = JsonOutput.List(model.Margin?.Assets.Keys ?? []);
        json["instruments"] = JsonOutput.List(model.Margin?.Instruments.Keys ?? []);
        json["series"] = JsonOutput.List(Series(model).Select(series => series.Symbol));
        json["rules"] = new JsonObject(model.Rules.Select(rule => KeyValuePair.Create(rule.Name, (JsonNode?)rule.Kind.Name)));
        return json;
    }

    private static void Section(TextWriter output, string title, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine(title);
        foreach (var line in lines)
        {
            Tables.Line(output, $"- {line}", 2);
        }
    }

    private static string Terms(ModelAsset asset)
    {
        var haircuts = asset.Ladder.Where(rung => rung.UpTo is not null || rung.Haircut != 0).ToArray();
        var taken = haircuts.Select(rung =>
            $"haircut {Figures.Rate(rung.Haircut)}" + (rung.UpTo is { } most ? $" up to {Figures.Plain(most)}" : "")
        );
        return asset.IsHaircutUnknown ? $"{asset.Name} (haircut not established)"
            : haircuts.Length == 0 ? asset.Name
            : $"{asset.Name} ({string.Join(", ", taken)})";
    }

    private static string Schedule(Model model, ModelInstrument instrument) =>
        instrument.Schedule is { } schedule ? $"margin {instrument.Fields.Text("margin")} ({schedule.Kind.Replace('_', ' ')})"
        : model.Margin?.Portfolio is not null ? "by portfolio margin"
        : "spot";

    /// <summary>Instruments that are not listed one by one.</summary>
    private static IEnumerable<(string Symbol, string Schedule)> Series(Model model) =>
        model
            .Fields.RecordsByName("series")
            .Select(series =>
                (
                    series.Record.Text("symbol"),
                    model.Margin?.Portfolio is not null ? "by portfolio margin" : $"margin {series.Record.Text("margin", "")}"
                )
            );
}
