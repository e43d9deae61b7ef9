using System.Text.Json.Nodes;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.PortfolioRules;

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
        Section(output, "beware", [.. Warnings(model)]);
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

        Section(output, "rules of portfolio margin", [.. PortfolioRules(model)]);
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
        if (Warnings(model) is { Count: > 0 } warnings)
        {
            json["warnings"] = JsonOutput.List(warnings);
        }

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
        if (model.Margin?.Portfolio?.Rules is { } rules)
        {
            json["portfolio_rules"] = new JsonObject(
                rules.Rules.Select(rule => KeyValuePair.Create(rule.Name, (JsonNode?)PortfolioRuleWords.Of(rule)))
            );
            json["usual_rule"] = rules.Usual;
            json["account_classes"] = new JsonObject(rules.Classes.Select(each => KeyValuePair.Create(each.Key, (JsonNode?)each.Value)));
        }

        json["rules"] = new JsonObject(model.Rules.Select(rule => KeyValuePair.Create(rule.Name, (JsonNode?)rule.Kind.Name)));
        return json;
    }

    private static IReadOnlyList<string> Warnings(Model model) => model.Margin is null ? [] : new ModelListing(model).SchemeWarnings;

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

    private static IEnumerable<string> PortfolioRules(Model model)
    {
        if (model.Margin?.Portfolio?.Rules is not { } rules)
        {
            yield break;
        }

        foreach (var rule in rules.Rules)
        {
            string[] classes =
            [
                .. rule.Name == rules.Usual ? ["asked of accounts without a class"] : (string[])[],
                .. rules.Classes.Where(each => each.Value == rule.Name).Select(each => $"of class {each.Key}"),
            ];
            var asked = classes.Length == 0 ? "" : $" ({string.Join(", ", classes)})";
            yield return $"{rule.Name}: {PortfolioRuleWords.Of(rule)}{asked}";
        }
    }

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
