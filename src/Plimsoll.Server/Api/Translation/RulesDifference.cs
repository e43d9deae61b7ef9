using System.Text.Json;
using System.Text.Json.Nodes;
using Plimsoll.Collateral;
using Plimsoll.Engine;
using Plimsoll.Engine.Venue;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Marking;
using Plimsoll.Server.Api.Responses;
using Plimsoll.Server.Api.Rules;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Translation;

/// <summary>What differs between two rules of one thing, field by field, as the API spells rules. For who has to decide about a change: the rest is as it is.</summary>
internal static class RulesDifference
{
    private static readonly JsonSerializerOptions Options = ApiJson.Options(32);

    /// <summary>The fields that differ: those of the rules in force in their order, then new ones. Never empty when the rules differ.</summary>
    public static IReadOnlyList<FieldChange> Between(object before, object after, MarginEngine engine)
    {
        if (WaitingRules.AreSame(before, after))
            return [];

        var (old, next) = (Fields(before, engine), Fields(after, engine));
        FieldChange[] changes =
        [
            .. old.Where(each => next.GetValueOrDefault(each.Key) != each.Value)
                .Select(each => new FieldChange(each.Key, each.Value, next.GetValueOrDefault(each.Key))),
            .. next.Where(each => !old.ContainsKey(each.Key)).Select(each => new FieldChange(each.Key, null, each.Value)),
        ];
        // A scheme's rule is shown by its name alone, and its numbers may be what differs.
        return changes.Length > 0
            ? changes
            : [new("rule", old.GetValueOrDefault("rule"), $"{next.GetValueOrDefault("rule")}, with other numbers")];
    }

    /// <summary>The fields as lines of a record: field, before and after, parted by tabs.</summary>
    public static string Lines(object before, object after, MarginEngine engine) =>
        string.Join('\n', Between(before, after, engine).Select(each => $"{each.Field}\t{each.From}\t{each.To}"));

    /// <summary>What <see cref="Lines"/> wrote.</summary>
    public static IReadOnlyList<FieldChange>? Read(string lines) =>
        lines.Length == 0
            ? null
            :
            [
                .. lines
                    .Split('\n')
                    .Select(line => line.Split('\t'))
                    .Select(each => new FieldChange(each[0], OrNull(each[1]), OrNull(each[2]))),
            ];

    /// <summary>The value that rules have in a field; null for none.</summary>
    public static string? ValueOf(object rules, string field, MarginEngine engine) => Fields(rules, engine).GetValueOrDefault(field);

    private static string? OrNull(string text) => text.Length == 0 ? null : text;

    private static Dictionary<string, string> Fields(object rules, MarginEngine engine)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(fields, "", Node(rules, engine));
        return fields;
    }

    private static JsonNode? Node(object rules, MarginEngine engine) =>
        rules switch
        {
            AssetParameters asset => Json(RulesWriter.Of(asset, engine)),
            IndexParameters index => OfIndex(RulesWriter.Of(index, engine)),
            InstrumentParameters instrument => OfInstrument(instrument, engine),
            PortfolioScheme scheme => Json(RulesWriter.Of(scheme, engine)),
            VenueParameters venue => Json(RulesWriter.Of(venue)),
            _ => null,
        };

    private static JsonObject Json<T>(T rules) => JsonSerializer.SerializeToNode(rules, Options)!.AsObject();

    /// <summary>Weights go by the names of sources, as a change names them.</summary>
    private static JsonObject OfIndex(IndexRules index)
    {
        var node = Json(index);
        node.Remove("sources");
        var weights = new JsonObject();
        foreach (var source in index.Sources)
        {
            // Rules that were refused may name one twice.
            weights[source.Source] = source.Weight;
        }

        node["weights"] = weights;
        return node;
    }

    private static JsonObject OfInstrument(InstrumentParameters instrument, MarginEngine engine)
    {
        var node = Json(RulesWriter.Of(instrument, engine));
        if (instrument.Margin is RiskTierTable)
        {
            // What follows from the rates is no field that anybody changes.
            foreach (var tier in node["margin"]?["tiers"]?.AsArray() ?? [])
            {
                tier!.AsObject().Remove("maintenance_amount");
            }
        }
        else
            node["margin"] = FormulaText.Of(instrument.Margin);

        node["margin_kind"] = FormulaText.NameOf(instrument.Margin);
        return node;
    }

    private static void Add(Dictionary<string, string> fields, string path, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, member) in members)
                {
                    Add(fields, path.Length == 0 ? name : $"{path}.{name}", member);
                }

                break;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                {
                    Add(fields, $"{path}[{i}]", list[i]);
                }

                break;
            case not null:
                fields[path] = node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString();
                break;
        }
    }
}
