using System.Text.Json.Nodes;
using Plimsoll.Formats.Documents;

namespace Plimsoll.Formats.Shapes;

/// <summary>A mapping from names of the user's own to things that all look alike.</summary>
/// <param name="value">What each looks like.</param>
public sealed class MapShape(Shape value) : Shape
{
    /// <inheritdoc/>
    public override void Check(DocumentNode node, FaultList faults)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(faults);
        if (node is not MappingNode mapping)
        {
            faults.Add(node, "not_a_mapping", $"expected named entries, found {node.Kind}.");
            return;
        }

        foreach (var entry in mapping.Entries)
        {
            value.Check(entry.Value, faults);
        }
    }

    /// <inheritdoc/>
    public override JsonObject ToSchema() => new() { ["type"] = "object", ["additionalProperties"] = value.ToSchema() };
}
