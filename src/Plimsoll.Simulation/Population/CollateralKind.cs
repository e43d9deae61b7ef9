namespace Plimsoll.Simulation.Population;

/// <summary>What a trader brings as collateral.</summary>
public enum CollateralKind
{
    /// <summary>US dollars, the settlement asset.</summary>
    Dollars = 0,

    /// <summary>A stablecoin, with its haircut.</summary>
    Stablecoin = 1,

    /// <summary>BTC, with its haircut.</summary>
    Bitcoin = 2,
}
