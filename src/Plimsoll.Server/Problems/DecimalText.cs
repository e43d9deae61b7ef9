using System.Globalization;
using System.Numerics;
using System.Text.Json.Serialization;

namespace Plimsoll.Server.Problems;

/// <summary>A decimal number as the API carries it: text such as <c>"-12.50"</c>, exact, of at most 38 digits.</summary>
/// <remarks>
/// Text and not a JSON number, since most readers of JSON numbers go through binary floating point. Strict, so that two programs never read it
/// differently: digits, one point between digits, a minus; no plus, exponent, space, separator or leading zero. Zeros at its end say nothing and are dropped.
/// </remarks>
[JsonConverter(typeof(DecimalTextConverter))]
public readonly record struct DecimalText
{
    private const int DigitsMax = 38;

    private DecimalText(Int128 units, int scale) => (Units, Scale) = (units, scale);

    /// <summary>The number without its point.</summary>
    public Int128 Units { get; }

    /// <summary>Digits after the point, the last of them not zero: 0 to 38.</summary>
    public int Scale { get; }

    /// <summary>A number of units of 10^-scale.</summary>
    /// <param name="units">Fewer than 10^38 either way.</param>
    /// <param name="scale">0 to 38.</param>
    public static DecimalText Of(Int128 units, int scale)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, DigitsMax);
        while (scale > 0 && units % 10 == 0)
        {
            (units, scale) = (units / 10, scale - 1);
        }

        return new(units, scale);
    }

    /// <summary>How many digits a text has that is a number but for their count; 0 for what is no number.</summary>
    internal static int DigitsOf(ReadOnlySpan<char> text)
    {
        var digits = text is ['-', ..] ? text[1..] : text;
        var point = digits.IndexOf('.');
        var whole = point < 0 ? digits : digits[..point];
        var part = point < 0 ? default : digits[(point + 1)..];
        var isNumber = AreDigits(whole) && (point < 0 || AreDigits(part)) && whole is not ['0', _, ..];
        return isNumber ? whole.Length + part.Length : 0;
    }

    /// <summary>Reads a number.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DecimalText value)
    {
        value = default;
        if (DigitsOf(text) is 0 or > DigitsMax)
        {
            return false;
        }

        var units = Int128.Zero;
        foreach (var letter in text)
        {
            if (letter is >= '0' and <= '9')
            {
                units = (units * 10) + (letter - '0');
            }
        }

        var point = text.IndexOf('.');
        value = Of(text[0] == '-' ? -units : units, point < 0 ? 0 : text.Length - point - 1);
        return true;
    }

    /// <summary>The number in units of 10^-scale of an asset or instrument.</summary>
    /// <returns>False when it has more digits after the point than that, or is too large.</returns>
    public bool TryToUnits(int scale, out Int128 units)
    {
        units = default;
        if (scale < Scale)
        {
            return false;
        }

        var wide = (BigInteger)Units * BigInteger.Pow(10, scale - Scale);
        if (wide < (BigInteger)Int128.MinValue || wide > (BigInteger)Int128.MaxValue)
        {
            return false;
        }

        units = (Int128)wide;
        return true;
    }

    /// <summary>The number as the API carries it, without zeros at its end.</summary>
    public override string ToString()
    {
        var digits = Int128.Abs(Units).ToString(CultureInfo.InvariantCulture).PadLeft(Scale + 1, '0');
        var sign = Units < 0 ? "-" : "";
        return Scale == 0 ? sign + digits : $"{sign}{digits[..^Scale]}.{digits[^Scale..]}";
    }

    private static bool AreDigits(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9');
}
