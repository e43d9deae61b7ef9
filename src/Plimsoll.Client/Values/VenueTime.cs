using System.Globalization;
using System.Text.Json.Serialization;

namespace Plimsoll.Client;

/// <summary>A moment in nanoseconds since 1970 UTC, as the venue stamps it: <see cref="DateTimeOffset"/> counts in hundreds of them.</summary>
/// <param name="Nanoseconds">Nanoseconds since 1970 UTC, not below zero.</param>
[JsonConverter(typeof(VenueTimeConverter))]
public readonly record struct VenueTime(long Nanoseconds) : IComparable<VenueTime>
{
    private const long PerSecond = 1_000_000_000;

    /// <summary>Reads ISO 8601 in UTC with up to nine digits of a second.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out VenueTime time)
    {
        time = default;
        if (text is not [.., 'Z'] || text.Length is < 20 or > 30)
            return false;

        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (!DateTime.TryParseExact(text[..19], "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, Utc, out var whole))
            return false;

        var seconds = (whole - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond;
        if (seconds is < 0 or > 9_000_000_000)
            return false;

        var nanoseconds = 0L;
        if (text.Length > 20)
        {
            var digits = text[20..^1];
            if (text[19] != '.' || digits.Length == 0 || digits.ContainsAnyExceptInRange('0', '9'))
                return false;

            for (var i = 0; i < 9; i++)
            {
                nanoseconds = (nanoseconds * 10) + (i < digits.Length ? digits[i] - '0' : 0);
            }
        }

        time = new((seconds * PerSecond) + nanoseconds);
        return true;
    }

    public static implicit operator VenueTime(DateTimeOffset time) => FromDateTimeOffset(time);

    public static bool operator <(VenueTime left, VenueTime right) => left.Nanoseconds < right.Nanoseconds;

    public static bool operator >(VenueTime left, VenueTime right) => left.Nanoseconds > right.Nanoseconds;

    public static bool operator <=(VenueTime left, VenueTime right) => left.Nanoseconds <= right.Nanoseconds;

    public static bool operator >=(VenueTime left, VenueTime right) => left.Nanoseconds >= right.Nanoseconds;

    /// <summary>A moment from 1970 to 2255, exactly.</summary>
    public static VenueTime FromDateTimeOffset(DateTimeOffset time) => new((time - DateTimeOffset.UnixEpoch).Ticks * 100);

    /// <summary>The same moment, rounded down to hundreds of nanoseconds.</summary>
    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.UnixEpoch.AddTicks(Nanoseconds / 100);

    /// <inheritdoc/>
    public int CompareTo(VenueTime other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>ISO 8601 in UTC.</summary>
    public override string ToString()
    {
        var (seconds, rest) = (Nanoseconds / PerSecond, Nanoseconds % PerSecond);
        var whole = DateTime.UnixEpoch.AddSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        return rest == 0 ? whole + "Z" : string.Create(CultureInfo.InvariantCulture, $"{whole}.{rest:D9}").TrimEnd('0') + "Z";
    }
}
