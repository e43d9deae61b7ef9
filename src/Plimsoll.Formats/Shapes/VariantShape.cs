using System.Text.Json.Nodes;
using Plimsoll.Formats.Documents;

namespace Plimsoll.Formats.Shapes;

/// <summary>Named fields that depend on the field <c>kind</c>.</summary>
/// <param name="kinds">The kinds and their fields, without <c>kind</c> itself.</param>
public sealed class VariantShape(IReadOnlyDictionary<string, RecordShape> kinds) : Shape
{
    /// <summary>The field that decides.</summary>
    public const string KindField = "kind";

    /// <inheritdoc/>
    public override void Check(DocumentNode node, FaultList faults)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(faults);
        var words = kinds.Keys.Order(StringComparer.Ordinal).ToArray();
        if (node is not MappingNode mapping)
        {
            faults.Add(node, "not_a_mapping", $"expected named fields with a kind, found {node.Kind}.");
        }
        else if (mapping[KindField] is not { } kind)
        {
            faults.Add(node, "missing_field", $"the field kind is missing; it is one of {string.Join(", ", words)}.");
        }
        else if (kind is not ScalarNode { Text: var text } || !kinds.TryGetValue(text, out var shape))
        {
            faults.Add(
                kind,
                "not_a_choice",
                $"expected one of {string.Join(", ", words)}, found {kind.Kind}.",
                Nearest.Advice(kind, words)
            );
        }
        else
        {
            WithKind(text, shape).Check(node, faults);
        }
    }

    /// <inheritdoc/>
    public override JsonObject ToSchema() =>
        new()
        {
            ["oneOf"] = new JsonArray([
                .. kinds
                    .OrderBy(kind => kind.Key, StringComparer.Ordinal)
                    .Select(kind => (JsonNode)WithKind(kind.Key, kind.Value).ToSchema()),
            ]),
        };

    private static RecordShape WithKind(string kind, RecordShape shape) =>
        new([RecordShape.Required(KindField, new ChoiceShape(kind), "which rule this is"), .. shape.Fields]);
}
