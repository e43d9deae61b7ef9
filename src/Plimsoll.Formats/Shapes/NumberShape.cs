using System.Globalization;
using System.Text.Json.Nodes;
using Plimsoll.Formats.Documents;

namespace Plimsoll.Formats.Shapes;

/// <summary>A decimal number, plain or in percent, within bounds. Exact: it never passes through binary floating point.</summary>
public sealed class NumberShape : Shape
{
    /// <summary>Numbers that may be larger are hardly shares: leverages, days, factors.</summary>
    private const int MostOfShares = 10;

    /// <summary>The least value allowed.</summary>
    public decimal Min { get; init; } = decimal.MinValue;

    /// <summary>The largest value allowed.</summary>
    public decimal Max { get; init; } = decimal.MaxValue;

    /// <summary>Whether <see cref="Min"/> itself is not allowed.</summary>
    public bool IsMinExcluded { get; init; }

    /// <summary>Whether it must be whole.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Whether it is a price, an amount or a quantity, of which a percent sign makes no sense.</summary>
    public bool IsAmount { get; init; }

    /// <summary>Any number.</summary>
    public static NumberShape Any { get; } = new();

    /// <summary>Above zero.</summary>
    public static NumberShape Positive { get; } = new() { Min = 0, IsMinExcluded = true };

    /// <summary>Zero or more.</summary>
    public static NumberShape NotNegative { get; } = new() { Min = 0 };

    /// <summary>A rate from 0 to 1.</summary>
    public static NumberShape Share { get; } = new() { Min = 0, Max = 1 };

    /// <summary>A whole number, zero or more.</summary>
    public static NumberShape Count { get; } =
        new()
        {
            Min = 0,
            IsWhole = true,
            Max = long.MaxValue,
        };

    /// <summary>Whole numbers of a range.</summary>
    public static NumberShape Whole(long min, long max) =>
        new()
        {
            Min = min,
            Max = max,
            IsWhole = true,
        };

    /// <summary>Numbers of a range.</summary>
    public static NumberShape Between(decimal min, decimal max) => new() { Min = min, Max = max };

    /// <summary>Reads a number: digits with a point, an exponent or separators of thousands (<c>_</c>), and a percent sign if wanted.</summary>
    public static bool TryRead(string text, out decimal value)
    {
        ArgumentNullException.ThrowIfNull(text);
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        var isPercent = text.EndsWith('%');
        var digits = (isPercent ? text[..^1].TrimEnd() : text).Replace("_", "", StringComparison.Ordinal);
        if (!decimal.TryParse(digits, Style, CultureInfo.InvariantCulture, out value))
        {
            return false;
        }

        value = isPercent ? value / 100 : value;
        return true;
    }

    /// <inheritdoc/>
    public override void Check(DocumentNode node, FaultList faults)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(faults);
        if (node is ScalarNode { Text: var text } && !TryRead(text, out _) && IsTooLarge(text))
        {
            faults.Add(
                node,
                "out_of_range",
                $"expected {Allowed}, found {text}, which is more than 7.9e28 and cannot be carried.",
                "Check the units."
            );
        }
        else if (node is not ScalarNode scalar || !TryRead(scalar.Text, out var value))
        {
            faults.Add(node, "not_a_number", $"expected {Allowed}, found {node.Kind}.", AdviceOn(node));
        }
        else if (IsAmount && scalar.Text.EndsWith('%'))
        {
            const string Advice = "Write the amount itself, such as 66_250; percent is for rates, volatilities and moves.";
            faults.Add(
                node,
                "not_a_share",
                $"expected {Allowed}, found {scalar.Text}: a price, an amount or a quantity is no share.",
                Advice
            );
        }
        else if (value > Max || value < Min || (IsMinExcluded && value == Min) || (IsWhole && value != decimal.Truncate(value)))
        {
            faults.Add(node, "out_of_range", $"expected {Allowed}, found {scalar.Text}.", AdviceOn(scalar.Text, value));
        }
    }

    /// <inheritdoc/>
    public override JsonObject ToSchema()
    {
        var number = new JsonObject { ["type"] = IsWhole ? "integer" : "number" };
        if (Min != decimal.MinValue)
        {
            number[IsMinExcluded ? "exclusiveMinimum" : "minimum"] = Min;
        }

        if (Max != decimal.MaxValue)
        {
            number["maximum"] = Max;
        }

        // Numbers may be quoted, to keep their digits through tools that read numbers as binary, and may be in percent.
        var text = new JsonObject
        {
            ["type"] = "string",
            ["pattern"] = @"^[+-]?[0-9_]*\.?[0-9]+([eE][+-]?[0-9]+)?" + (IsAmount ? "$" : " ?%?$"),
        };
        return new() { ["anyOf"] = new JsonArray(number, text) };
    }

    /// <summary>Whether it is a number, though none that decimals can hold.</summary>
    private static bool IsTooLarge(string text)
    {
        var digits = text.TrimEnd('%').TrimEnd().Replace("_", "", StringComparison.Ordinal);
        return digits.Length > 0
            && digits[^1] is >= '0' and <= '9'
            && digits.All(each => char.IsAsciiDigit(each) || each is 'e' or 'E' or '+' or '-' or '.')
            && double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var size)
            && !double.IsNaN(size);
    }

    /// <summary>Digits as people write them who do not write YAML.</summary>
    private static string AdviceOn(DocumentNode node) =>
        node is ScalarNode { Text: var text }
        && text.Any(char.IsAsciiDigit)
        && !text.Any(char.IsLetter)
        && text.AsSpan().IndexOfAny(", ") >= 0
            ? "Write a point before the decimals and _ between thousands, such as 1_000.5."
            : "";

    /// <summary>A share far beyond what shares are was most likely meant in percent.</summary>
    private string AdviceOn(string text, decimal value) =>
        Max <= MostOfShares
        && !IsWhole
        && !IsAmount
        && (value > Max || value < Min)
        && value / 100 <= Max
        && value / 100 >= Min
        && !text.EndsWith('%')
            ? string.Create(CultureInfo.InvariantCulture, $"If {text} percent is meant, write {text}% or {value / 100}.")
            : "";

    private string Allowed
    {
        get
        {
            var kind = IsWhole ? "a whole number" : "a number";
            var low = Min == decimal.MinValue ? "" : Text(Min);
            var high = Max == decimal.MaxValue || Max == long.MaxValue ? "" : Text(Max);
            return (low, high, IsMinExcluded) switch
            {
                ("", "", _) => kind,
                (_, "", true) => $"{kind} above {low}",
                (_, "", false) => $"{kind} of at least {low}",
                ("", _, _) => $"{kind} of at most {high}",
                (_, _, true) => $"{kind} above {low} and at most {high}",
                _ => $"{kind} from {low} to {high}",
            };
        }
    }

    private static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);
}
