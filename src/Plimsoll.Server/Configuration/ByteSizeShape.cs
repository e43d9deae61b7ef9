using System.Globalization;
using System.Text.Json.Nodes;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Shapes;

namespace Plimsoll.Server.Configuration;

/// <summary>A size in bytes, such as <c>1MiB</c>, <c>64KiB</c> or <c>4096</c>.</summary>
/// <param name="min">The least, in bytes.</param>
/// <param name="max">The most, in bytes.</param>
public sealed class ByteSizeShape(int min, int max) : Shape
{
    private static readonly (string Unit, int Bits)[] Units = [("KiB", 10), ("MiB", 20), ("GiB", 30)];

    /// <summary>Reads a size.</summary>
    public static bool TryRead(string text, out long bytes)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (unit, bits) = Array.Find(Units, each => text.EndsWith(each.Unit, StringComparison.Ordinal));
        var digits = unit is null ? text : text[..^unit.Length].TrimEnd();
        var isRead =
            int.TryParse(digits.Replace("_", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count >= 0;
        bytes = isRead ? (long)count << bits : 0;
        return isRead;
    }

    /// <summary>A size as it is read, in the largest unit that is whole.</summary>
    public static string Text(long bytes)
    {
        var (unit, bits) = Array.FindLast(Units, each => bytes > 0 && bytes % (1L << each.Bits) == 0);
        return (bytes >> bits).ToString(CultureInfo.InvariantCulture) + unit;
    }

    /// <inheritdoc/>
    public override void Check(DocumentNode node, FaultList faults)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(faults);
        if (node is not ScalarNode scalar || !TryRead(scalar.Text, out var bytes))
        {
            faults.Add(node, "not_a_size", $"expected a size in bytes, found {node.Kind}.", "Write it as 4096, 64KiB or 1MiB.");
        }
        else if (bytes < min || bytes > max)
        {
            faults.Add(node, "out_of_range", $"expected a size from {Text(min)} to {Text(max)}, found {scalar.Text}.");
        }
    }

    /// <inheritdoc/>
    public override JsonObject ToSchema() =>
        new()
        {
            ["anyOf"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "integer",
                    ["minimum"] = min,
                    ["maximum"] = max,
                },
                new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9_]+ ?(KiB|MiB|GiB)?$" }
            ),
        };
}
