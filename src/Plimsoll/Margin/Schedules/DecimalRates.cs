using Plimsoll.Values;

namespace Plimsoll.Margin.Schedules;

/// <summary>From rates as decimal numbers to rates in billionths.</summary>
internal static class DecimalRates
{
    /// <summary>A rate in billionths, rounded up.</summary>
    public static Rate Up(decimal rate) => new((long)decimal.Ceiling(rate * Rate.NanoPerOne));
}
