using System.Text.Json.Nodes;
using Plimsoll.Formats.Documents;

namespace Plimsoll.Formats.Shapes;

/// <summary>A row: a list with a meaning for each place, such as <c>[price, quantity]</c>.</summary>
/// <param name="columns">Name and shape of each place.</param>
public sealed class TupleShape(params (string Name, Shape Shape)[] columns) : Shape
{
    /// <inheritdoc/>
    public override void Check(DocumentNode node, FaultList faults)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(faults);
        if (node is not ListNode list || list.Items.Count != columns.Length)
        {
            var names = string.Join(", ", columns.Select(column => column.Name));
            var found = node is ListNode other ? $"a list of {other.Items.Count}" : node.Kind;
            faults.Add(node, "not_a_row", $"expected a row [{names}], found {found}.");
            return;
        }

        for (var i = 0; i < columns.Length; i++)
        {
            columns[i].Shape.Check(list.Items[i], faults);
        }
    }

    /// <inheritdoc/>
    public override JsonObject ToSchema() =>
        new()
        {
            ["type"] = "array",
            ["prefixItems"] = new JsonArray([.. columns.Select(column => WithTitle(column.Shape.ToSchema(), column.Name))]),
            ["minItems"] = columns.Length,
            ["maxItems"] = columns.Length,
        };

    private static JsonNode WithTitle(JsonObject schema, string title)
    {
        schema["title"] = title;
        return schema;
    }
}
