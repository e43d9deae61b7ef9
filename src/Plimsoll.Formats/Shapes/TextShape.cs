using System.Text.Json.Nodes;
using Plimsoll.Formats.Documents;

namespace Plimsoll.Formats.Shapes;

/// <summary>Text, not empty.</summary>
public sealed class TextShape : Shape
{
    /// <summary>Any text.</summary>
    public static TextShape Any { get; } = new();

    /// <summary>The longest allowed.</summary>
    public int MaxLength { get; init; } = 4096;

    /// <inheritdoc/>
    public override void Check(DocumentNode node, FaultList faults)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(faults);
        if (node is not ScalarNode scalar || scalar.Text.Length == 0 || scalar.Text.Length > MaxLength)
        {
            faults.Add(node, "not_text", $"expected text of 1 to {MaxLength} characters, found {node.Kind}.");
        }
    }

    /// <inheritdoc/>
    public override JsonObject ToSchema() =>
        new()
        {
            ["type"] = new JsonArray("string", "number"),
            ["minLength"] = 1,
            ["maxLength"] = MaxLength,
        };
}
