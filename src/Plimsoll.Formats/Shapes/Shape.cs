using System.Text.Json.Nodes;
using Plimsoll.Formats.Documents;

namespace Plimsoll.Formats.Shapes;

/// <summary>What a piece of a document must look like: checks it, and says the same as JSON Schema.</summary>
/// <remarks>One statement serves the validation, the published schema and the messages, so that they cannot differ.</remarks>
public abstract class Shape
{
    /// <summary>Checks a node and adds what is wrong with it.</summary>
    public abstract void Check(DocumentNode node, FaultList faults);

    /// <summary>The same as JSON Schema (draft 2020-12).</summary>
    public abstract JsonObject ToSchema();
}
