namespace Plimsoll.Margin.Options;

/// <summary>The terms of all that hangs on one underlying.</summary>
/// <param name="Option">Of options.</param>
/// <param name="Confidence">Of oracles that are not sure.</param>
/// <param name="PerpetualInitialRate">Share of a perpetual's notional that it needs initially.</param>
/// <param name="PerpetualMaintenanceRate">Share that it needs to be kept.</param>
/// <param name="CollateralWeight">Share of the underlying's value that counts when it is held as collateral.</param>
/// <param name="CollateralInitialScale">Share of that weight that counts initially.</param>
public sealed record UnderlyingMarginTerms(
    OptionMarginTerms Option,
    ConfidenceTerms Confidence,
    decimal PerpetualInitialRate,
    decimal PerpetualMaintenanceRate,
    decimal CollateralWeight,
    decimal CollateralInitialScale
);
