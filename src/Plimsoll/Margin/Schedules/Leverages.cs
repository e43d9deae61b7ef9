using Plimsoll.Values;

namespace Plimsoll.Margin.Schedules;

/// <summary>Leverage and rates as decimal numbers.</summary>
internal static class Leverages
{
    /// <summary>The rate that a leverage asks for; nothing when it is unset.</summary>
    public static decimal RateOf(Leverage leverage) => leverage == Leverage.Unset ? 0 : 100m / leverage.Hundredths;

    /// <summary>A rate in billionths, rounded up.</summary>
    public static Rate Up(decimal rate) => new((long)decimal.Ceiling(rate * Rate.NanoPerOne));
}
