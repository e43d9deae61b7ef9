using System.Text.Json.Nodes;
using Plimsoll.Formats.Documents;

namespace Plimsoll.Formats.Shapes;

/// <summary>A list whose items all look alike.</summary>
/// <param name="item">What an item looks like.</param>
/// <param name="minCount">The fewest items.</param>
/// <param name="maxCount">The most items.</param>
public sealed class ListShape(Shape item, int minCount = 0, int maxCount = int.MaxValue) : Shape
{
    /// <inheritdoc/>
    public override void Check(DocumentNode node, FaultList faults)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(faults);
        if (node is not ListNode list)
        {
            faults.Add(
                node,
                "not_a_list",
                $"expected a list, found {node.Kind}.",
                node is MappingNode ? "Begin each item with a dash." : ""
            );
            return;
        }

        if (list.Items.Count < minCount)
        {
            faults.Add(node, "too_few", $"expected at least {minCount} items, found {list.Items.Count}.");
        }

        if (list.Items.Count > maxCount)
        {
            faults.Add(node, "too_many", $"expected at most {maxCount} {(maxCount == 1 ? "item" : "items")}, found {list.Items.Count}.");
        }

        foreach (var each in list.Items)
        {
            item.Check(each, faults);
        }
    }

    /// <inheritdoc/>
    public override JsonObject ToSchema()
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = item.ToSchema() };
        if (minCount > 0)
        {
            schema["minItems"] = minCount;
        }

        if (maxCount < int.MaxValue)
        {
            schema["maxItems"] = maxCount;
        }

        return schema;
    }
}
