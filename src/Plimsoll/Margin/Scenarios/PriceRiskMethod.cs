namespace Plimsoll.Margin.Scenarios;

/// <summary>What one delta of an underlying is taken to risk when spreads with others are credited.</summary>
public enum PriceRiskMethod
{
    /// <summary>The worst scenario's loss for each net delta, whatever made it.</summary>
    WorstLoss = 0,

    /// <summary>That loss without what volatility and time have part in it: SPAN's weighted futures price risk.</summary>
    Weighted = 1,

    /// <summary>The same, no more than the price scan range.</summary>
    WeightedCapped = 2,

    /// <summary>The price scan range.</summary>
    ScanRange = 3,
}
