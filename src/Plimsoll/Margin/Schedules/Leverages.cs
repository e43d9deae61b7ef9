using Plimsoll.Values;

namespace Plimsoll.Margin.Schedules;

/// <summary>Rates as decimal numbers.</summary>
internal static class Leverages
{
    /// <summary>A rate in billionths, rounded up.</summary>
    public static Rate Up(decimal rate) => new((long)decimal.Ceiling(rate * Rate.NanoPerOne));
}
