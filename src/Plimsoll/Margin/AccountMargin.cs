using Plimsoll.Values;

namespace Plimsoll.Margin;

/// <summary>Where an account stands, in the numeraire's units.</summary>
/// <param name="Equity">Collateral after haircuts plus unrealised P&amp;L.</param>
/// <param name="NetLiquidationValue">The same with neither haircut nor cap.</param>
/// <param name="InitialMargin">Needed to open or increase, open orders included; not negative.</param>
/// <param name="MaintenanceMargin">Needed to keep; not negative.</param>
/// <param name="Notional">Sum of the positions' notionals, for display.</param>
public readonly record struct AccountMargin(
    Money Equity,
    Money NetLiquidationValue,
    Money InitialMargin,
    Money MaintenanceMargin,
    Money Notional
)
{
    /// <summary>Sum of notionals ÷ equity, rounded up, for display; null when equity is not positive.</summary>
    public Rate? EffectiveLeverage =>
        Equity.IsPositive
            ? new Rate(
                (long)Int128.Min(ExactMath.MulDivSaturating(Notional.Units, Rate.NanoPerOne, Equity.Units, Rounding.Ceiling), long.MaxValue)
            )
            : null;

    /// <summary>Equity ÷ maintenance margin, rounded down; null when there is no maintenance margin.</summary>
    public Rate? MarginRatio =>
        MaintenanceMargin.IsZero
            ? null
            : new Rate(
                (long)
                    Int128.Clamp(
                        ExactMath.MulDivSaturating(Equity.Units, Rate.NanoPerOne, MaintenanceMargin.Units, Rounding.Floor),
                        long.MinValue,
                        long.MaxValue
                    )
            );
}
