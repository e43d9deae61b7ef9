using Plimsoll.Formats.Models;
using Plimsoll.Margin.Scenarios.Books;

namespace Plimsoll.Formats.Estimates;

/// <summary>How long an option has to live.</summary>
internal static class OptionTime
{
    /// <summary>When an expiry ends that names a day alone, where the model does not say: the hour of most venues for coins.</summary>
    private const int UsualExpiryHour = 8;

    /// <summary>Years of 365 days; below zero after the expiry.</summary>
    public static double Years(MarginSection margin, DateTimeOffset expiry, DateTimeOffset at)
    {
        var hour = margin.Portfolio?.ExpiryHour ?? UsualExpiryHour;
        return ((expiry.TimeOfDay == TimeSpan.Zero ? expiry.AddHours(hour) : expiry) - at).TotalSeconds / RiskBook.SecondsOfYear;
    }
}
