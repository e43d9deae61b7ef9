using System.Globalization;
using System.Text.Json.Nodes;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Shapes;

namespace Plimsoll.Server.Configuration;

/// <summary>A span of time with its unit, such as <c>500ms</c>, <c>5s</c>, <c>15m</c> or <c>1h</c>.</summary>
/// <param name="min">The shortest.</param>
/// <param name="max">The longest.</param>
public sealed class DurationShape(TimeSpan min, TimeSpan max) : Shape
{
    private static readonly (string Unit, long Milliseconds)[] Units = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000)];

    /// <summary>Reads a span of time.</summary>
    public static bool TryRead(string text, out TimeSpan span)
    {
        ArgumentNullException.ThrowIfNull(text);
        span = default;
        var (unit, milliseconds) = Array.Find(Units, each => text.EndsWith(each.Unit, StringComparison.Ordinal));
        if (
            unit is null
            || !int.TryParse(text[..^unit.Length].TrimEnd(), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count > 1_000_000
        )
        {
            return false;
        }

        span = TimeSpan.FromMilliseconds(count * milliseconds);
        return true;
    }

    /// <summary>A span as it is read, in the largest unit that is whole.</summary>
    public static string Text(TimeSpan span)
    {
        var total = (long)span.TotalMilliseconds;
        var (unit, milliseconds) = Array.FindLast(Units, each => total % each.Milliseconds == 0 && (total > 0 || each.Milliseconds == 1));
        return (total / milliseconds).ToString(CultureInfo.InvariantCulture) + unit;
    }

    /// <inheritdoc/>
    public override void Check(DocumentNode node, FaultList faults)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(faults);
        if (node is not ScalarNode scalar || !TryRead(scalar.Text, out var span))
        {
            faults.Add(node, "not_a_duration", $"expected a span of time, found {node.Kind}.", "Write it as 500ms, 5s, 15m or 1h.");
        }
        else if (span < min || span > max)
        {
            faults.Add(node, "out_of_range", $"expected from {Text(min)} to {Text(max)}, found {scalar.Text}.");
        }
    }

    /// <inheritdoc/>
    public override JsonObject ToSchema() => new() { ["type"] = "string", ["pattern"] = "^[0-9]+ ?(ms|s|m|h)$" };
}
