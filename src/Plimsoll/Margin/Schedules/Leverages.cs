using Plimsoll.Values;

namespace Plimsoll.Margin.Schedules;

/// <summary>What leverage asks for, and rates as decimal numbers.</summary>
internal static class Leverages
{
    /// <summary>The rate that a leverage asks for, for people to read: as many digits as a decimal has. Nothing when it is unset.</summary>
    public static decimal RateOf(Leverage leverage) => leverage == Leverage.Unset ? 0 : 100m / leverage.Hundredths;

    /// <summary>The share of a notional that a leverage asks for, rounded up once; nothing when it is unset.</summary>
    public static Money Of(Money notional, Leverage leverage) =>
        leverage == Leverage.Unset ? Money.Zero : new(ExactMath.MulDiv(notional.Units, 100, leverage.Hundredths, Rounding.Ceiling));

    /// <summary>A rate in billionths, rounded up.</summary>
    public static Rate Up(decimal rate) => new((long)decimal.Ceiling(rate * Rate.NanoPerOne));
}
