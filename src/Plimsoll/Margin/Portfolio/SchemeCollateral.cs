using Plimsoll.Values;

namespace Plimsoll.Margin.Portfolio;

/// <summary>What a scheme says of an asset held as collateral, beyond its haircuts.</summary>
/// <param name="Asset">The asset; not the numeraire.</param>
/// <param name="Hedges">The index that it moves with in the scenarios, so that it may hedge positions on it; null where it stands still.</param>
/// <param name="InitialHaircut">Share of its value, 0 to 1, that a haircut charge of initial margin asks for.</param>
public sealed record SchemeCollateral(AssetId Asset, IndexId? Hedges, double InitialHaircut = 0);
