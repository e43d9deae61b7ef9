using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Plimsoll.Conformance;

/// <summary>How close a number has to be.</summary>
/// <param name="Absolute">Largest difference.</param>
/// <param name="Relative">Largest difference as a share of the expected number; either bound is enough.</param>
/// <param name="IsTruncatedToWhole">Whether the product's number is cut to whole units, toward zero, before it is compared.</param>
/// <param name="IsToShownDigits">Whether the number must agree to the last digit that is shown.</param>
public sealed partial record Tolerance(decimal Absolute, decimal Relative, bool IsTruncatedToWhole = false, bool IsToShownDigits = false)
{
    private const int DigitsOfBinary = 15;
    private const decimal BinaryNoise = 1e-14m;

    /// <summary>Equal to the last digit that is shown.</summary>
    public static Tolerance ShownDigits { get; } = new(0, 0, IsToShownDigits: true);

    /// <summary>Within an amount.</summary>
    public static Tolerance Within(decimal absolute) => new(absolute, 0);

    /// <summary>Reads what a vector says: bounds as numbers, or in words.</summary>
    public static Tolerance Of(JsonNode? stated)
    {
        if (stated is JsonObject bounds)
        {
            return new(Number(bounds["abs"]), Number(bounds["rel"]));
        }

        if (stated is JsonValue amountNode && amountNode.GetValueKind() is System.Text.Json.JsonValueKind.Number)
        {
            return Within(Number(amountNode));
        }

        var words = stated is JsonValue value && value.TryGetValue(out string? text) ? text : "exact";
        if (words.Contains("truncated toward zero to whole", StringComparison.Ordinal))
        {
            return new(0, 0, IsTruncatedToWhole: true);
        }

        if (DecimalPlaces().Match(words) is { Success: true } places)
        {
            return Within(0.5m * (decimal)Math.Pow(10, -int.Parse(places.Groups["places"].Value, CultureInfo.InvariantCulture)));
        }

        var bound = Bound().Match(words);
        return bound.Success && decimal.TryParse(bound.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount)
            ? words.Contains("relative", StringComparison.Ordinal)
                ? new(0, amount)
                : Within(amount)
            : ShownDigits;
    }

    /// <summary>The product's number as it is compared.</summary>
    public decimal Compared(decimal actual) => IsTruncatedToWhole ? decimal.Truncate(actual) : actual;

    /// <summary>Whether a number is close enough.</summary>
    public bool Accepts(decimal expected, decimal actual)
    {
        var difference = Math.Abs(Compared(actual) - expected);
        if (difference == 0)
        {
            return true;
        }

        // Half a unit of the last digit that is shown; whole numbers are shown in full.
        var allowed = IsToShownDigits && expected.Scale > 0 ? 0.5m / (decimal)Math.Pow(10, expected.Scale) : Absolute;
        var relative = IsToShownDigits && IsBinary(expected) ? BinaryNoise : Relative;
        return difference <= Math.Max(allowed, Math.Abs(expected) * relative);
    }

    /// <summary>A fraction shown with more digits than binary numbers hold was printed from one; its last digits are noise.</summary>
    private static bool IsBinary(decimal expected)
    {
        var digits = expected.ToString(CultureInfo.InvariantCulture).Replace(".", "", StringComparison.Ordinal).TrimStart('-', '0');
        return expected.Scale > 0 && digits.Length > DigitsOfBinary;
    }

    private static decimal Number(JsonNode? node) =>
        node is null ? 0 : decimal.Parse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<places>\d+) decimals", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex DecimalPlaces();

    [GeneratedRegex(
        @"(?<=^(relative |absolute )?)\d+(\.\d+)?(e[+-]?\d+)?",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 60_000
    )]
    private static partial Regex Bound();
}
