using System.Text.Json.Nodes;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Shapes;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Portfolios;

/// <summary>What a portfolio file looks like.</summary>
public static class PortfolioShape
{
    /// <summary>The whole file.</summary>
    public static RecordShape Root { get; } =
        new(
            Optional("name", TextShape.Any, "name for people"),
            Optional("model", TextShape.Any, "model by which it is margined, such as binance-usdm"),
            Optional("at", DateShape.Any, "day or time; the version of the model that holds then is used"),
            Optional("facts", new MapShape(new AnyRecord()), "what the model's rules beside margin need to know, by the rule's name")
        );

    /// <summary>Checked once the model is known, since the rule's kind says what it has to hold.</summary>
    private sealed class AnyRecord : Shape
    {
        public override void Check(DocumentNode node, FaultList faults)
        {
            if (node is not MappingNode)
            {
                faults.Add(node, "not_a_mapping", $"expected named fields, found {node.Kind}.");
            }
        }

        public override JsonObject ToSchema() => new() { ["type"] = "object" };
    }
}
