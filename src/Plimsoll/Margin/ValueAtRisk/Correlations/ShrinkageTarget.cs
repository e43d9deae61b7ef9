namespace Plimsoll.Margin.ValueAtRisk.Correlations;

/// <summary>What correlations are drawn toward.</summary>
public enum ShrinkageTarget
{
    /// <summary>No correlation: diversification in full.</summary>
    Identity = 1,

    /// <summary>The mean of all, the same for every pair.</summary>
    MeanCorrelation = 2,

    /// <summary>All one: everything falls together, as coins do in a crash.</summary>
    One = 3,
}
