using System.Text.Json.Nodes;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Shapes;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Models;

/// <summary>What could not be established: a text, or a record that says whose figures it changes.</summary>
internal sealed class UnknownShape : Shape
{
    private static readonly RecordShape Record = new([
        Required("text", TextShape.Any, "what could not be established"),
        Required(
            "bears_on",
            new ChoiceShape([.. ModelCaveat.Choices]),
            "whose figures it changes: who holds such is told under every answer"
        ),
        Optional("short", TextShape.Any, "what they are told, in half a line; the whole text without it"),
    ]);

    /// <summary>The texts of a list that was checked.</summary>
    public static IReadOnlyList<string> Texts(Fields model) =>
        [.. Items(model).Select(item => item is MappingNode record ? new Fields(record).Text("text") : ((ScalarNode)item).Text)];

    /// <summary>Those of them that say whose figures they change.</summary>
    public static IReadOnlyList<ModelCaveat> Caveats(Fields model) =>
        [
            .. Items(model)
                .OfType<MappingNode>()
                .Select(item => new Fields(item))
                .Select(item => new ModelCaveat(item.Text("bears_on"), item.Text("short", item.Text("text")))),
        ];

    public override void Check(DocumentNode node, FaultList faults)
    {
        Shape shape = node is MappingNode ? Record : TextShape.Any;
        shape.Check(node, faults);
    }

    public override JsonObject ToSchema() => new() { ["anyOf"] = new JsonArray(TextShape.Any.ToSchema(), Record.ToSchema()) };

    private static IReadOnlyList<DocumentNode> Items(Fields model) => model["unknown"] is ListNode list ? list.Items : [];
}
