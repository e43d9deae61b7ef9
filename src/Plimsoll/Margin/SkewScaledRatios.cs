namespace Plimsoll.Margin;

/// <summary>Margin ratios that grow with a position's share of the depth.</summary>
/// <param name="SkewScale">The market's depth, in base units, above zero.</param>
/// <param name="InitialFraction">Ratio of a position as large as the depth.</param>
/// <param name="MinInitialRatio">Ratio of a small position.</param>
/// <param name="MaintenanceScalar">Maintenance ratio as a share of the initial one.</param>
/// <param name="MinPositionMargin">What every position needs beside its ratio, in the numeraire.</param>
public sealed record SkewScaledRatios(
    decimal SkewScale,
    decimal InitialFraction,
    decimal MinInitialRatio,
    decimal MaintenanceScalar,
    decimal MinPositionMargin
);
