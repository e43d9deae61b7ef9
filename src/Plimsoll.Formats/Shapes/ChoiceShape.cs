using System.Text.Json.Nodes;
using Plimsoll.Formats.Documents;

namespace Plimsoll.Formats.Shapes;

/// <summary>One of a few words.</summary>
/// <param name="words">The words.</param>
public sealed class ChoiceShape(params string[] words) : Shape
{
    /// <summary>Yes or no.</summary>
    public static ChoiceShape Flag { get; } = new("true", "false");

    /// <summary>The words.</summary>
    public IReadOnlyList<string> Words => words;

    /// <inheritdoc/>
    public override void Check(DocumentNode node, FaultList faults)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(faults);
        if (node is not ScalarNode scalar || !words.Contains(scalar.Text, StringComparer.Ordinal))
        {
            faults.Add(
                node,
                "not_a_choice",
                $"expected one of {string.Join(", ", words)}, found {node.Kind}.",
                Nearest.Advice(node, words)
            );
        }
    }

    /// <inheritdoc/>
    public override JsonObject ToSchema() =>
        ReferenceEquals(this, Flag)
            ? new() { ["type"] = "boolean" }
            : new() { ["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]) };
}
