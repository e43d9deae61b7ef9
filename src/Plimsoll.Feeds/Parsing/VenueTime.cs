using Plimsoll.Values;

namespace Plimsoll.Feeds.Parsing;

/// <summary>The ways in which venues write a moment. What lies outside 1970 to 2200 is no moment.</summary>
internal static class VenueTime
{
    private const long LatestSeconds = 7_258_118_400; // 2200-01-01

    /// <summary>A whole number of units of <paramref name="perSecond"/> to the second since 1970.</summary>
    public static bool TryFrom(long value, long perSecond, out Timestamp time)
    {
        var isGood = value >= 0 && value / perSecond < LatestSeconds;
        time = isGood ? new(value * (1_000_000_000 / perSecond)) : default;
        return isGood;
    }

    /// <summary>RFC 3339 as venues use it: <c>2023-02-09T20:30:37.167359596Z</c>, up to nine places of a second, in UTC.</summary>
    /// <remarks>Exact to the nanosecond, where the framework's own parser stops at a hundred of them.</remarks>
    public static bool TryParse(ReadOnlySpan<byte> text, out Timestamp time)
    {
        time = default;
        if (
            text.Length < 20
            || text[4] != '-'
            || text[7] != '-'
            || (text[10] != 'T' && text[10] != ' ')
            || text[13] != ':'
            || text[16] != ':'
            || !TryDigits(text[..4], out var year)
            || !TryDigits(text[5..7], out var month)
            || !TryDigits(text[8..10], out var day)
            || !TryDigits(text[11..13], out var hour)
            || !TryDigits(text[14..16], out var minute)
            || !TryDigits(text[17..19], out var second)
            || year is < 1970 or > 2199
            || month is < 1 or > 12
            || day < 1
            || day > DateTime.DaysInMonth(year, month)
            || hour > 23
            || minute > 59
            || second > 59
            || !TryFraction(text[19..], out var nanoseconds)
        )
        {
            return false;
        }

        var days = DateOnly.FromDateTime(new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc)).DayNumber - 719_162; // of 1970-01-01
        time = new((((((days * 24L) + hour) * 60) + minute) * 60 + second) * 1_000_000_000 + nanoseconds);
        return true;
    }

    private static bool TryFraction(ReadOnlySpan<byte> text, out long nanoseconds)
    {
        nanoseconds = 0;
        var digits = 0;
        if (text[0] == '.')
        {
            var scale = 100_000_000L;
            for (digits = 1; digits < text.Length && char.IsAsciiDigit((char)text[digits]); digits++)
            {
                nanoseconds += (text[digits] - (byte)'0') * scale;
                scale /= 10;
            }

            if (digits is < 2 or > 10)
            {
                return false;
            }
        }

        var zone = text[digits..];
        return zone.SequenceEqual("Z"u8) || zone.SequenceEqual("+00:00"u8);
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }

            value = (value * 10) + (digit - (byte)'0');
        }

        return true;
    }
}
