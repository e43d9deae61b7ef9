using System.Text.Json.Nodes;
using Plimsoll.Formats.Documents;

namespace Plimsoll.Formats.Shapes;

/// <summary>Named fields, each with a meaning. A name that is not known is a fault, never ignored.</summary>
/// <param name="fields">The fields.</param>
public sealed class RecordShape(params RecordField[] fields) : Shape
{
    private const string Thousands = "A comma begins the next field: write _ between thousands, such as 66_250.";

    /// <summary>The fields.</summary>
    public IReadOnlyList<RecordField> Fields => fields;

    /// <summary>A field that must be there.</summary>
    public static RecordField Required(string name, Shape shape, string meaning) => new(name, shape, meaning);

    /// <summary>A field that may be left out.</summary>
    public static RecordField Optional(string name, Shape shape, string meaning) => new(name, shape, meaning, IsRequired: false);

    /// <inheritdoc/>
    public override void Check(DocumentNode node, FaultList faults)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(faults);
        if (node is not MappingNode mapping)
        {
            faults.Add(node, "not_a_mapping", $"expected named fields, found {node.Kind}.");
            return;
        }

        var names = fields.Select(field => field.Name).ToArray();
        foreach (var entry in mapping.Entries)
        {
            if (!names.Contains(entry.Name, StringComparer.Ordinal))
            {
                var path = mapping.Path.Length == 0 ? entry.Name : $"{mapping.Path}.{entry.Name}";
                var advice = entry.Name.All(char.IsAsciiDigit) ? Thousands : Nearest.Advice(entry.Name, names);
                faults.Add(
                    new("unknown_field", path, entry.Place, $"there is no such field; known here: {string.Join(", ", names)}.", advice)
                );
            }
        }

        foreach (var field in fields)
        {
            if (mapping[field.Name] is { } value)
            {
                field.Shape.Check(value, faults);
            }
            else if (field.IsRequired)
            {
                faults.Add(mapping, "missing_field", $"the field {field.Name} is missing: {field.Meaning}.");
            }
        }
    }

    /// <inheritdoc/>
    public override JsonObject ToSchema()
    {
        var properties = new JsonObject();
        foreach (var field in fields)
        {
            var schema = field.Shape.ToSchema();
            schema["description"] = field.Meaning;
            properties[field.Name] = schema;
        }

        return new()
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray([.. fields.Where(field => field.IsRequired).Select(field => (JsonNode)field.Name)]),
            ["additionalProperties"] = false,
        };
    }
}
