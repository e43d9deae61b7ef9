using System.Globalization;

namespace Plimsoll.Server.Metrics;

/// <summary>Names, labels and numbers as Prometheus' text format has them.</summary>
internal static class MetricText
{
    /// <summary>The name of a metric: letters, digits and underscores, then its unit, then <c>_total</c> for a counter.</summary>
    public static string Name(string name, string? unit, MetricKind kind)
    {
        var text = Plain(name);
        var suffix = unit switch
        {
            "s" => "_seconds",
            "ms" => "_milliseconds",
            "By" => "_bytes",
            "%" => "_percent",
            _ => "",
        };
        text = text.EndsWith(suffix, StringComparison.Ordinal) ? text : text + suffix;
        return kind == MetricKind.Counter && !text.EndsWith("_total", StringComparison.Ordinal) ? text + "_total" : text;
    }

    /// <summary>Labels in order of their names; of two that become the same name the first counts.</summary>
    public static string Labels(IEnumerable<(string Name, string Value)> labels) =>
        string.Join(
            ',',
            labels
                .Select(label => (Name: Plain(label.Name).Replace(':', '_'), label.Value))
                .DistinctBy(label => label.Name)
                .OrderBy(label => label.Name, StringComparer.Ordinal)
                .Select(label => $"{label.Name}=\"{Value(label.Value)}\"")
        );

    /// <summary>The text of a HELP line.</summary>
    public static string Help(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).ReplaceLineEndings("\n").Replace("\n", "\\n", StringComparison.Ordinal);

    /// <summary>A number.</summary>
    public static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : double.IsNaN(value) ? "NaN"
        : value.ToString(CultureInfo.InvariantCulture);

    private static string Value(string text) => Help(text).Replace("\"", "\\\"", StringComparison.Ordinal);

    private static string Plain(string name)
    {
        var text = string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter == ':' ? letter : '_'));
        return text.Length == 0 || char.IsAsciiDigit(text[0]) ? "_" + text : text;
    }
}
