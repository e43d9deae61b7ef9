using Plimsoll.Values;

namespace Plimsoll.Margin;

/// <summary>One row of a step-margin table.</summary>
/// <param name="Floor">Notional in settlement units at which the row begins; the first is zero.</param>
/// <param name="InitialMarginRate">
/// Share of notional needed to open, at least the maintenance rate and that of the row before; the user's leverage may ask for more.
/// Where the row states a leverage: 1 ÷ leverage, rounded up, for people to read; the margin is an exact part of the notional.
/// </param>
/// <param name="MaintenanceMarginRate">Share of notional needed to keep, above 0, at most 100 % and at least that of the row before.</param>
/// <param name="MaintenanceAmount">Deducted from notional · rate so that a progressive table is continuous; zero in a flat table.</param>
/// <param name="MaxLeverage">The most leverage of the row, where the venue states that instead of a rate; unset otherwise.</param>
public readonly record struct RiskTier(
    Money Floor,
    Rate InitialMarginRate,
    Rate MaintenanceMarginRate,
    Money MaintenanceAmount,
    Leverage MaxLeverage = default
)
{
    /// <summary>Initial margin of the row on <paramref name="notional"/>, rounded up once.</summary>
    public Money InitialMargin(Money notional) =>
        MaxLeverage == Leverage.Unset ? notional.Scale(InitialMarginRate, Rounding.Ceiling) : MaxLeverage.InitialMargin(notional);

    /// <summary>The initial margin rate as a fraction, not rounded.</summary>
    internal (Int128 Numerator, Int128 Denominator) ExactInitialRate =>
        MaxLeverage == Leverage.Unset ? (InitialMarginRate.Nano, Rate.NanoPerOne) : (100, MaxLeverage.Hundredths);
}
