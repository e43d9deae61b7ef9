using System.Text.Json.Nodes;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Shapes;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Listing;

/// <summary>An exact decimal as the API reads it, quoted or not: in a file of text both say the same.</summary>
internal sealed class DecimalShape : Shape
{
    /// <summary>Any decimal.</summary>
    public static DecimalShape Any { get; } = new();

    /// <inheritdoc/>
    public override void Check(DocumentNode node, FaultList faults)
    {
        if (node is not ScalarNode scalar || !DecimalText.TryParse(scalar.Text, out _))
        {
            var advice = node is ScalarNode { Text: [.., '%'] } ? "Write 5% as 0.05." : "";
            faults.Add(node, "not_a_number", $"expected a decimal such as 0.05, of at most 38 digits, found {node.Kind}.", advice);
        }
    }

    /// <inheritdoc/>
    public override JsonObject ToSchema() =>
        new() { ["type"] = new JsonArray("string", "number"), ["pattern"] = "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?$" };
}
