namespace Plimsoll.Simulation.Books;

/// <summary>How the makers' book thins, refills and answers. All values are assumptions unless they name a source.</summary>
public sealed record LiquidityParameters
{
    /// <summary>Multiplies the measured depth per open interest. Assumption: 1, the book of 2024 at the size of its own open interest.</summary>
    public double DepthMultiple { get; init; } = 1;

    /// <summary>The move over the last minute that halves the target depth: depth · 1 ÷ (1 + |move| ÷ this). Assumption: 1 %.</summary>
    public double HalvingMove { get; init; } = 0.01;

    /// <summary>The least share of the normal depth that is always quoted. Assumption: 5 %.</summary>
    public double LeastDepth { get; init; } = 0.05;

    /// <summary>Time constant with which makers come back after a run, in seconds. Assumption: five minutes.</summary>
    public double RecoverySeconds { get; init; } = 300;

    /// <summary>Time constant with which depth that was taken is quoted again, in seconds. Assumption: fifteen seconds.</summary>
    public double RefillSeconds { get; init; } = 15;

    /// <summary>Below this share of the normal depth the matching engine is congested: a liquidation order waits for the next tick.</summary>
    /// <remarks>Assumption, after the overloads that venues reported for 12 and 13 March 2020. It is what gives a late deposit its chance.</remarks>
    public double CongestionBelow { get; init; } = 0.20;

    /// <summary>Market makers per instrument. Assumption.</summary>
    public int MakersPerInstrument { get; init; } = 4;

    /// <summary>What the makers of an instrument bring, as a share of its open interest. Assumption: 20 %.</summary>
    public double MakerCapitalShare { get; init; } = 0.20;

    /// <summary>The share of the depth within fifty basis points that the insurance fund sells into per tick. Assumption: 5 %.</summary>
    public double FundPace { get; init; } = 0.05;
}
