using System.Globalization;
using System.Text.Json.Nodes;
using Plimsoll.Formats.Documents;

namespace Plimsoll.Formats.Shapes;

/// <summary>A day as in 2024-10-24, or with a time of day in UTC as in 2024-10-24T08:00:00Z.</summary>
public sealed class DateShape : Shape
{
    /// <summary>Any day or time.</summary>
    public static DateShape Any { get; } = new();

    private static readonly string[] Forms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'"];

    /// <summary>Reads a day or a time.</summary>
    public static bool TryRead(string text, out DateTimeOffset value) =>
        DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out value);

    /// <inheritdoc/>
    public override void Check(DocumentNode node, FaultList faults)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(faults);
        if (node is not ScalarNode scalar || !TryRead(scalar.Text, out _))
        {
            faults.Add(node, "not_a_date", $"expected a day such as 2024-10-24 or a time such as 2024-10-24T08:00:00Z, found {node.Kind}.");
        }
    }

    /// <inheritdoc/>
    public override JsonObject ToSchema() => new() { ["type"] = "string", ["pattern"] = @"^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?Z)?$" };
}
