namespace Plimsoll.Surfaces;

/// <summary>What a fit found.</summary>
/// <param name="Surface">The surface; null when no expiry has a usable quote.</param>
/// <param name="Forwards">The forward for any time.</param>
/// <param name="Slices">Every expiry that was given, by time.</param>
/// <param name="QuotedArbitrage">Arbitrage among the quotes.</param>
/// <param name="FittedArbitrage">The same tests on the surface, at the same strikes.</param>
/// <param name="LeastDensity">The least of Durrleman's g over all smiles and strikes: zero or more is free of butterflies. NaN without a surface.</param>
/// <param name="LeastCalendar">The least rise of total variance from one expiry to the next, as a share of the later: zero or more is free of calendar
/// arbitrage. NaN with fewer than two smiles.</param>
public sealed record SurfaceFitResult(
    VolatilitySurface? Surface,
    ForwardCurve Forwards,
    IReadOnlyList<SliceFit> Slices,
    ArbitrageCount QuotedArbitrage,
    ArbitrageCount FittedArbitrage,
    double LeastDensity,
    double LeastCalendar
);
