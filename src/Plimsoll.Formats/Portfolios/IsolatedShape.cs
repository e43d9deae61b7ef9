using System.Text.Json.Nodes;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Shapes;

namespace Plimsoll.Formats.Portfolios;

/// <summary>Yes, no, or the margin that an isolated position was given.</summary>
internal sealed class IsolatedShape : Shape
{
    public override void Check(DocumentNode node, FaultList faults)
    {
        if (
            node is not ScalarNode { Text: "true" or "false" }
            && (
                node is not ScalarNode scalar
                || !NumberShape.TryRead(scalar.Text, out var margin)
                || margin < 0
                || scalar.Text.EndsWith('%')
            )
        )
        {
            faults.Add(node, "not_isolated", $"expected true, false or an amount of margin, zero or more, found {node.Kind}.");
        }
    }

    public override JsonObject ToSchema() => new() { ["type"] = new JsonArray("boolean", "number", "string") };
}
