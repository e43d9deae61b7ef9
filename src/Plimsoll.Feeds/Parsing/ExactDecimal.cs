namespace Plimsoll.Feeds.Parsing;

/// <summary>Decimal numbers from the bytes of a message, exactly or not at all.</summary>
/// <remarks>
/// The framework's own parser rounds what does not fit; a price must not be rounded before anybody has seen it. Does not allocate.
/// </remarks>
internal static class ExactDecimal
{
    private const int ScaleMax = 28;
    private const int DigitsMax = 28;

    /// <summary>Reads <c>[-]digits[.digits][e[±]digits]</c>, all of it.</summary>
    /// <returns>Whether it is such a number, and one that a decimal holds exactly.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out decimal value)
    {
        value = 0;
        var at = 0;
        var isNegative = text.Length > 0 && text[0] == (byte)'-';
        if (isNegative)
        {
            at++;
        }

        UInt128 digits = 0;
        var (count, scale, seen, hasPoint) = (0, 0, 0, false);
        for (; at < text.Length; at++)
        {
            var sign = text[at];
            if (sign == (byte)'.' && !hasPoint)
            {
                hasPoint = true;
                continue;
            }

            if (!char.IsAsciiDigit((char)sign))
            {
                break;
            }

            seen++;
            if (digits != 0 || sign != (byte)'0')
            {
                count++;
            }

            if (count > DigitsMax)
            {
                return false;
            }

            digits = (digits * 10) + (UInt128)(sign - (byte)'0');
            scale += hasPoint ? 1 : 0;
        }

        if (seen == 0 || !TryExponent(text[at..], out var exponent))
        {
            return false;
        }

        return TryMake(digits, scale - exponent, isNegative, out value);
    }

    private static bool TryExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        if (text.IsEmpty)
        {
            return true;
        }

        if ((text[0] | 0x20) != 'e' || text.Length < 2)
        {
            return false;
        }

        var isNegative = text[1] == (byte)'-';
        var digits = text[1] is (byte)'-' or (byte)'+' ? text[2..] : text[1..];
        if (digits.IsEmpty || digits.Length > 3)
        {
            return false;
        }

        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }

            exponent = (exponent * 10) + (digit - (byte)'0');
        }

        exponent = isNegative ? -exponent : exponent;
        return true;
    }

    private static bool TryMake(UInt128 digits, int scale, bool isNegative, out decimal value)
    {
        value = 0;
        if (digits == 0)
        {
            return true;
        }

        for (; scale < 0; scale++)
        {
            digits *= 10;
            if (digits >> 96 != 0)
            {
                return false;
            }
        }

        for (; scale > ScaleMax && digits % 10 == 0; scale--)
        {
            digits /= 10;
        }

        if (scale > ScaleMax || digits >> 96 != 0)
        {
            return false;
        }

        value = new decimal(
            unchecked((int)(uint)digits),
            unchecked((int)(uint)(digits >> 32)),
            unchecked((int)(uint)(digits >> 64)),
            isNegative,
            (byte)scale
        );
        return true;
    }
}
