using System.Text.Json.Nodes;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Shapes;
using Plimsoll.Server.Api.Translation;

namespace Plimsoll.Server.Listing;

/// <summary>A time as the API reads it.</summary>
internal sealed class TimeShape : Shape
{
    /// <summary>Any time.</summary>
    public static TimeShape Any { get; } = new();

    /// <inheritdoc/>
    public override void Check(DocumentNode node, FaultList faults)
    {
        if (node is not ScalarNode scalar || !TimeText.TryParse(scalar.Text, out _))
            faults.Add(node, "not_a_time", $"expected {TimeText.Permitted}; found {node.Kind}.");
    }

    /// <inheritdoc/>
    public override JsonObject ToSchema() => new() { ["type"] = "string", ["format"] = "date-time" };
}
