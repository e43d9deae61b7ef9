using System.Globalization;
using System.Numerics;
using System.Text.Json.Serialization;

namespace Plimsoll.Client;

/// <summary>A decimal number as the server means it: exact, of at most 38 digits, the last after the point not zero.</summary>
/// <remarks>
/// The server's money has 128 bits; <see cref="decimal"/> has 96 and would round what lies beyond without a word. So amounts arrive in this type.
/// What becomes a <see cref="decimal"/> is exact or refused with <see cref="OverflowException"/>, and so are sums and products that need more than 38 digits.
/// </remarks>
[JsonConverter(typeof(ExactDecimalConverter))]
public readonly struct ExactDecimal : IEquatable<ExactDecimal>, IComparable<ExactDecimal>, IParsable<ExactDecimal>
{
    private const int DigitsMax = 38;
    private static readonly BigInteger Bound = BigInteger.Pow(10, DigitsMax);

    private ExactDecimal(Int128 units, int scale) => (Units, Scale) = (units, scale);

    /// <summary>The number without its point.</summary>
    public Int128 Units { get; }

    /// <summary>Digits after the point: 0 to 38.</summary>
    public int Scale { get; }

    /// <summary>Nothing.</summary>
    public static ExactDecimal Zero => default;

    /// <summary>−1, 0 or 1.</summary>
    public int Sign => Int128.Sign(Units);

    /// <summary>Units of 10^-scale.</summary>
    /// <exception cref="OverflowException">More than 38 digits.</exception>
    public static ExactDecimal Of(Int128 units, int scale) => Of((BigInteger)units, scale);

    /// <summary>Reads digits with one point between digits and a minus, as the server writes them.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ExactDecimal value)
    {
        value = default;
        var digits = text is ['-', ..] ? text[1..] : text;
        var point = digits.IndexOf('.');
        var whole = point < 0 ? digits : digits[..point];
        var part = point < 0 ? default : digits[(point + 1)..];
        var length = (whole is "0" ? 0 : whole.Length) + part.Length;
        if (!AreDigits(whole) || (point >= 0 && !AreDigits(part)) || whole is ['0', _, ..] || length > DigitsMax)
            return false;

        var units = Append(Append(Int128.Zero, whole), part);
        value = Trimmed(text.Length > digits.Length ? -units : units, part.Length);
        return true;
    }

    /// <inheritdoc/>
    public static bool TryParse(string? s, IFormatProvider? provider, out ExactDecimal result) => TryParse(s.AsSpan(), out result);

    /// <summary>Reads a number.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static ExactDecimal Parse(string text) => Parse(text, null);

    /// <inheritdoc/>
    public static ExactDecimal Parse(string s, IFormatProvider? provider) =>
        TryParse(s.AsSpan(), out var value)
            ? value
            : throw new FormatException($"Expected a decimal number such as -12.5 of at most {DigitsMax} digits, found \"{s}\".");

    /// <summary>The same number as a <see cref="decimal"/>.</summary>
    /// <returns>False when it does not fit exactly.</returns>
    public bool TryToDecimal(out decimal value)
    {
        value = 0;
        var size = Int128.Abs(Units);
        if (Scale > 28 || size >> 96 != Int128.Zero)
            return false;

        var bits = (UInt128)size;
        value = unchecked(new decimal((int)bits, (int)(bits >> 32), (int)(bits >> 64), Units < 0, (byte)Scale));
        return true;
    }

    /// <summary>The same number as a <see cref="decimal"/>.</summary>
    /// <exception cref="OverflowException">It does not fit exactly.</exception>
    public decimal ToDecimal() =>
        TryToDecimal(out var value) ? value : throw new OverflowException($"{this} does not fit a decimal without being rounded.");

    /// <summary>A <see cref="decimal"/>, exactly.</summary>
    public static ExactDecimal FromDecimal(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var units = unchecked(((Int128)(uint)bits[2] << 64) | ((Int128)(uint)bits[1] << 32) | (uint)bits[0]);
        return Trimmed(bits[3] < 0 ? -units : units, (bits[3] >> 16) & 0xFF);
    }

    public static implicit operator ExactDecimal(decimal value) => FromDecimal(value);

    public static implicit operator ExactDecimal(int value) => new(value, 0);

    public static implicit operator ExactDecimal(long value) => new(value, 0);

    public static explicit operator decimal(ExactDecimal value) => value.ToDecimal();

    public static ExactDecimal operator +(ExactDecimal left, ExactDecimal right)
    {
        var scale = Math.Max(left.Scale, right.Scale);
        return Of(left.At(scale) + right.At(scale), scale);
    }

    public static ExactDecimal operator -(ExactDecimal left, ExactDecimal right) => left + -right;

    public static ExactDecimal operator -(ExactDecimal value) => new(-value.Units, value.Scale);

    public static ExactDecimal operator *(ExactDecimal left, ExactDecimal right) =>
        Of((BigInteger)left.Units * right.Units, left.Scale + right.Scale);

    public static bool operator ==(ExactDecimal left, ExactDecimal right) => left.Equals(right);

    public static bool operator !=(ExactDecimal left, ExactDecimal right) => !left.Equals(right);

    public static bool operator <(ExactDecimal left, ExactDecimal right) => left.CompareTo(right) < 0;

    public static bool operator >(ExactDecimal left, ExactDecimal right) => left.CompareTo(right) > 0;

    public static bool operator <=(ExactDecimal left, ExactDecimal right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ExactDecimal left, ExactDecimal right) => left.CompareTo(right) >= 0;

    /// <summary>The number without its sign.</summary>
    public ExactDecimal Abs() => new(Int128.Abs(Units), Scale);

    /// <inheritdoc/>
    public int CompareTo(ExactDecimal other)
    {
        var scale = Math.Max(Scale, other.Scale);
        return At(scale).CompareTo(other.At(scale));
    }

    /// <inheritdoc/>
    public bool Equals(ExactDecimal other) => Units == other.Units && Scale == other.Scale;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ExactDecimal other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Units, Scale);

    /// <summary>The number as the server reads it.</summary>
    public override string ToString()
    {
        var digits = Int128.Abs(Units).ToString(CultureInfo.InvariantCulture).PadLeft(Scale + 1, '0');
        var sign = Units < 0 ? "-" : "";
        return Scale == 0 ? sign + digits : $"{sign}{digits[..^Scale]}.{digits[^Scale..]}";
    }

    private BigInteger At(int scale) => Units * BigInteger.Pow(10, scale - Scale);

    private static ExactDecimal Of(BigInteger units, int scale)
    {
        while (scale > 0 && units % 10 == 0)
        {
            (units, scale) = (units / 10, scale - 1);
        }

        return scale is >= 0 and <= DigitsMax && BigInteger.Abs(units) < Bound
            ? new((Int128)units, scale)
            : throw new OverflowException($"The number needs more than {DigitsMax} digits.");
    }

    private static ExactDecimal Trimmed(Int128 units, int scale)
    {
        while (scale > 0 && units % 10 == 0)
        {
            (units, scale) = (units / 10, scale - 1);
        }

        return new(units, scale);
    }

    private static Int128 Append(Int128 units, ReadOnlySpan<char> digits)
    {
        foreach (var digit in digits)
        {
            units = (units * 10) + (digit - '0');
        }

        return units;
    }

    private static bool AreDigits(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9');
}
