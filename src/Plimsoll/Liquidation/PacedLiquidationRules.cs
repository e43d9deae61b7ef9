namespace Plimsoll.Liquidation;

/// <summary>How a margin shortage is covered over time.</summary>
/// <param name="MaintenanceRatio">Maintenance margin as a share of notional.</param>
/// <param name="Buffer">What is asked beyond maintenance before the account is left alone, as a share of notional.</param>
/// <param name="LiquidatorFee">Discount at which positions go over.</param>
/// <param name="InsuranceFee">Largest fee to the insurance fund, as a share of the notional that goes over.</param>
/// <param name="InitialShare">Share of the shortage that may be freed at once.</param>
/// <param name="Duration">Slots over which the rest may be freed; zero: all at once.</param>
/// <param name="Step">Lot of the position, above zero.</param>
/// <param name="OrderMargin">Margin for each side with open orders.</param>
/// <param name="SmallAmount">Shortages below it are freed at once, positions up to it go over in full.</param>
public sealed record PacedLiquidationRules(
    decimal MaintenanceRatio,
    decimal Buffer,
    decimal LiquidatorFee,
    decimal InsuranceFee,
    decimal InitialShare,
    decimal Duration,
    decimal Step,
    decimal OrderMargin,
    decimal SmallAmount
);
