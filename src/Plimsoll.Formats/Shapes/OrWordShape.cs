using System.Text.Json.Nodes;
using Plimsoll.Formats.Documents;

namespace Plimsoll.Formats.Shapes;

/// <summary>One certain word, or else what another shape says.</summary>
/// <param name="word">The word.</param>
/// <param name="otherwise">What it is without it.</param>
public sealed class OrWordShape(string word, Shape otherwise) : Shape
{
    /// <inheritdoc/>
    public override void Check(DocumentNode node, FaultList faults)
    {
        if (node is not ScalarNode { Text: var text } || !string.Equals(text, word, StringComparison.Ordinal))
        {
            otherwise.Check(node, faults);
        }
    }

    /// <inheritdoc/>
    public override JsonObject ToSchema() => new() { ["anyOf"] = new JsonArray(new JsonObject { ["const"] = word }, otherwise.ToSchema()) };
}
