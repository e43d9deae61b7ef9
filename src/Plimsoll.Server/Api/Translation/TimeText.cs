using System.Globalization;
using System.Text.Json.Serialization;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.Translation;

/// <summary>A time as the API carries it: ISO 8601 in UTC with up to nine digits, such as <c>2026-01-31T08:00:00.123456789Z</c>; read also as milliseconds since 1970.</summary>
/// <param name="Value">The time.</param>
[JsonConverter(typeof(TimeTextConverter))]
public readonly record struct TimeText(Timestamp Value)
{
    /// <summary>What is permitted, for the words of a refusal.</summary>
    internal const string Permitted = "a time in UTC, which ends with Z, from 1970-01-01T00:00:00Z to 2255-03-14T16:00:00Z";

    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Reads ISO 8601 in UTC, of the times that are <see cref="Permitted"/>.</summary>
    public static bool TryParse(string text, out TimeText time)
    {
        time = default;
        if (text is not [.., 'Z'] || text.Length is < 20 or > 30)
            return false;

        if (
            !DateTime.TryParseExact(
                text[..19],
                "yyyy-MM-dd'T'HH:mm:ss",
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var whole
            )
        )
            return false;

        var nanoseconds = 0L;
        if (text.Length > 20)
        {
            var digits = text[20..^1];
            if (text[19] != '.' || digits.Length == 0 || digits.AsSpan().ContainsAnyExceptInRange('0', '9'))
                return false;

            nanoseconds = long.Parse(digits.PadRight(9, '0'), CultureInfo.InvariantCulture);
        }

        var seconds = (whole - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond;
        if (seconds is < 0 or > 9_000_000_000)
            return false;

        time = new(new Timestamp((seconds * NanosecondsPerSecond) + nanoseconds));
        return true;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var (seconds, rest) = (Value.Nanoseconds / NanosecondsPerSecond, Value.Nanoseconds % NanosecondsPerSecond);
        var whole = DateTime.UnixEpoch.AddSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        return rest == 0 ? whole + "Z" : string.Create(CultureInfo.InvariantCulture, $"{whole}.{rest:D9}").TrimEnd('0') + "Z";
    }
}
