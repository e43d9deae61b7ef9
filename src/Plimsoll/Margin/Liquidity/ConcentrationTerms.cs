namespace Plimsoll.Margin.Liquidity;

/// <summary>What counts as concentrated.</summary>
/// <param name="OpenInterestShare">The share of open interest up to which nothing is charged; not negative.</param>
/// <param name="VolumeShare">The share of a day's volume up to which nothing is charged; not negative.</param>
/// <param name="Rate">The charge per unit of notional and of share beyond; not negative.</param>
public sealed record ConcentrationTerms(double OpenInterestShare, double VolumeShare, double Rate);
